"""``restore``: fill an empty store from a backup."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ui.commandline.opening import Opener, catch_up, place_of
from ui.commandline.speaking import DONE, REJECTED, WRONG_USAGE, say


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("restore", parents=[common], help="fill an empty store from a backup")
    command.add_argument("file", metavar="FILE", type=Path)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Check the whole backup, take over everything from it, then bring the read store up to date."""
    if not args.file.is_file():
        say(f"There is no backup {args.file}.")
        return WRONG_USAGE
    # Somewhere else: where a backup is no good, not even an empty store is made.
    with TemporaryDirectory(prefix="docket-") as folder, open_docket(Path(folder), project=False) as elsewhere:
        elsewhere.store.check_backup(args.file)
    place = place_of(args)
    with place.opened(open_docket) as docket:
        if not docket.projector.state().projecting:
            say(f"Docket is open in {place.data_dir}. Close it, then restore.")
            return REJECTED
        position = docket.store.restore(args.file)
        catch_up(docket)
    say(f"{position:,} events restored from {args.file}.")
    return DONE
