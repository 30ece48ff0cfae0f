"""``generate``: a believable history of trading, recorded into an empty store."""

import argparse
from datetime import date
from typing import Any

from domain.errors import NotAllowed
from ui.commandline.opening import Opener, catch_up, place_of
from ui.commandline.speaking import DONE, REJECTED, WRONG_USAGE, ProgressLine, say
from ui.commandline.window import count


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("generate", parents=[common], help="record a history of sample trading")
    command.add_argument("orders", metavar="N", type=count, help="how many orders; the store has to be empty")
    command.add_argument("--seed", metavar="S", default=None, help="another seed gives another history")
    command.add_argument("--until", metavar="DATE", type=_day, help="its last day; yesterday if not said")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Generate, unless the store holds anything already."""
    from ui.samples.generating import SEED, generate, last_full_day
    from ui.samples.scene import Wish

    place = place_of(args)
    wish = Wish(orders=args.orders, seed=args.seed or SEED, until=args.until or last_full_day())
    try:
        generate(place.data_dir, place.store, wish, ProgressLine("orders"))
    except NotAllowed as occupied:
        say(occupied.message)
        return WRONG_USAGE
    except KeyboardInterrupt:
        say("Stopped. Nothing was recorded.")
        return REJECTED
    with place.opened(open_docket) as docket:
        try:
            catch_up(docket, ProgressLine("events, read store"))
        except KeyboardInterrupt:
            say("Stopped. The orders are recorded; their lists are made when Docket is opened next.")
            return REJECTED
        say(f"{args.orders:,} orders until {wish.until.isoformat()}, {docket.log.head():,} events.")
    return DONE


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2026-06-30") from None
    if not 1900 <= day.year <= 2400:
        raise argparse.ArgumentTypeError(f"“{text}” is not between 1900 and 2400")
    return day
