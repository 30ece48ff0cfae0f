"""``backup``: the whole write store in one file."""

import argparse
from pathlib import Path
from typing import Any

from ui.commandline.opening import Opener, place_of
from ui.commandline.speaking import DONE, REJECTED, say


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("backup", parents=[common], help="write everything recorded to one file")
    command.add_argument("file", metavar="FILE", type=Path, help="where to put it; only an older backup is replaced")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Write the backup; people may go on working meanwhile."""
    place = place_of(args)
    if place.is_new:
        say(f"There is nothing to back up in {place.data_dir}.")
        return REJECTED
    with place.read(open_docket, project=False) as docket:
        position = docket.store.backup(args.file)
    say(f"{position:,} events backed up to {args.file}.")
    return DONE
