"""``generate``: a believable year of trading, recorded into an empty store."""

import argparse
from datetime import date
from typing import Any

from ui.commandline.opening import Opener, catch_up, place_of
from ui.commandline.speaking import DONE, WRONG_USAGE, ProgressLine, say
from ui.commandline.window import count


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("generate", parents=[common], help="record a year of sample trading")
    command.add_argument("orders", metavar="N", type=count)
    command.add_argument("--seed", metavar="S", default=None, help="another seed gives another year")
    command.add_argument("--until", metavar="DATE", type=_day, help="the last day of the year; yesterday if not said")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Generate, unless the store holds anything already."""
    from ui.samples.generating import SEED, generate, last_full_day

    with place_of(args).opened(open_docket) as docket:
        if docket.log.head():
            say("A year of trading can only be generated into an empty store; this one holds something already.")
            return WRONG_USAGE
        until = args.until or last_full_day()
        generate(docket.commands, args.orders, args.seed or SEED, until, ProgressLine("orders"))
        catch_up(docket)
        say(f"{args.orders:,} orders until {until.isoformat()}, {docket.log.head():,} events.")
    return DONE


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2026-06-30") from None
    if not 1900 <= day.year <= 2400:
        raise argparse.ArgumentTypeError(f"“{text}” is not between 1900 and 2400")
    return day
