"""``verify``: whether the log is as it was recorded, and the read store what the log makes of it."""

import argparse
from itertools import islice
from typing import Any

from ui.commandline.opening import Opener, ProjectionStopped, catch_up, place_of
from ui.commandline.speaking import DONE, REJECTED, ProgressLine, say

_SHOWN = 100
"""Differences of the write store that are listed; a log altered throughout has as many as events."""


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("verify", parents=[common], help="check log and read store, and list what differs")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """List every difference; exit code 1 if there is any."""
    from readmodel.rebuild.builder import RebuildFailed

    with place_of(args).read(open_docket) as docket:
        found = [
            ", ".join(part for part in (f"event {one.position}" if one.position else "", one.stream) if part)
            + f": {one.problem}"
            for one in islice(docket.store.verify(), _SHOWN + 1)
        ]
        and_more = len(found) > _SHOWN
        del found[_SHOWN:]
        try:
            catch_up(docket)
            found += docket.projector.verify(ProgressLine("events"))
        except (ProjectionStopped, RebuildFailed) as failure:
            found.append(f"The log can't be projected: {failure}")
        skips = docket.projector.state().skips
        for difference in found:
            say(difference)
        many = f"{'More than ' * and_more}{len(found):,} difference{'' if len(found) == 1 else 's'}."
        say(many if found else f"No difference in {docket.log.head():,} events.")
        if skips:
            events = "event is" if len(skips) == 1 else "events are"
            say(f"{len(skips):,} {events} left out of the view, as chosen on the Pipeline page.")
    return REJECTED if found else DONE
