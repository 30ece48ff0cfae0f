"""``screenshots``: every page and main dialog as PNG files, light and dark."""

import argparse
import os
from pathlib import Path
from typing import Any

from ui.commandline.opening import Opener, caught_up, place_of
from ui.commandline.speaking import WRONG_USAGE, say


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("screenshots", parents=[common], help="take a picture of every page")
    command.add_argument("folder", metavar="DIR", type=Path, help="where to put the pictures")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Draw the window into memory, so that no display is needed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.display import obstacle

    if problem := obstacle(window=False):
        say(problem)
        return WRONG_USAGE
    from ui.screenshots import take

    with caught_up(place_of(args), open_docket) as docket:
        return take(docket, args.folder)
