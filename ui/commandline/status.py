"""``status``: where log and read store stand, as one JSON object. It changes nothing, and makes nothing."""

import argparse
import sys
from typing import Any

import msgspec

from ui.commandline.opening import Opener, Place, place_of
from ui.commandline.speaking import DONE


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("status", parents=[common], help="print where log and read store stand, as JSON")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Print the object on one line of standard output."""
    place = place_of(args)
    sys.stdout.write(
        msgspec.json.encode(_nothing(place) if place.is_new else _found(place, open_docket)).decode() + "\n"
    )
    return DONE


def _found(place: Place, open_docket: Opener) -> dict[str, object]:
    from readmodel.pipeline.answers import GetCounts

    with place.opened(open_docket, project=False) as docket:
        state = docket.projector.state()
        return {
            "log_head": state.log_head,
            "read_checkpoint": state.checkpoint,
            "lag": state.lag,
            "projection": str(state.mode),
            "counts": docket.queries.ask(GetCounts()),
            "dead_letters": len(state.dead_letters),
        }


def _nothing(place: Place) -> dict[str, object]:
    return {
        "log_head": 0,
        "read_checkpoint": 0,
        "lag": 0,
        "projection": place.projection or "async",
        "counts": {"orders": 0, "drafts": 0, "customers": 0, "products": 0},
        "dead_letters": 0,
    }
