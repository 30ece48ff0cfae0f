"""``rebuild``: the read store anew from the log."""

import argparse
from typing import Any

from ui.commandline.opening import Opener, place_of
from ui.commandline.speaking import DONE, REJECTED, ProgressLine, say


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("rebuild", parents=[common], help="make the read store anew from the log")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Rebuild beside the store in use, then exchange the two."""
    from readmodel.onlooker import NotProjecting
    from readmodel.rebuild.builder import RebuildFailed

    with place_of(args).opened(open_docket) as docket:
        try:
            docket.projector.rebuild(ProgressLine("events"))
        except (NotProjecting, RebuildFailed) as problem:
            say(f"Not rebuilt: {problem}")
            return REJECTED
        say(f"Rebuilt from {docket.log.head():,} events.")
    return DONE
