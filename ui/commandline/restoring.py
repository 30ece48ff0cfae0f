"""``restore``: fill an empty store from a backup."""

import argparse
from pathlib import Path
from typing import Any

from ui.commandline.opening import Opener, catch_up, place_of
from ui.commandline.speaking import DONE, WRONG_USAGE, say


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("restore", parents=[common], help="fill an empty store from a backup")
    command.add_argument("file", metavar="FILE", type=Path)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Take over everything from the backup, then bring the read store up to date."""
    if not args.file.is_file():
        say(f"There is no backup {args.file}.")
        return WRONG_USAGE
    with place_of(args).opened(open_docket) as docket:
        position = docket.store.restore(args.file)
        catch_up(docket)
    say(f"{position:,} events restored from {args.file}.")
    return DONE
