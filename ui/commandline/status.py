"""``status``: where log and read store stand, as one JSON object. It changes nothing, and makes nothing."""

import argparse
import sys
from typing import Any

import msgspec

from ui.commandline.opening import Opener, place_of
from ui.commandline.speaking import DONE


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("status", parents=[common], help="print where log and read store stand, as JSON")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Print the object on one line of standard output."""
    from readmodel.pipeline.answers import GetCounts

    with place_of(args).read(open_docket, project=False) as docket:
        state = docket.projector.state()
        answer = {
            "log_head": state.log_head,
            "read_checkpoint": state.checkpoint,
            "lag": state.lag,
            "projection": str(state.mode),
            "counts": docket.queries.ask(GetCounts()),
            "dead_letters": len(state.dead_letters),
            "left_out": len(state.skips),
        }
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    return DONE
