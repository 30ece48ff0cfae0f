"""The window, on a person's own data or on a generated history of trading."""

import argparse
from pathlib import Path

from ui.commandline.opening import Opener, Place, catch_up, place_of
from ui.commandline.speaking import REJECTED, ProgressLine, say

DEMO_ORDERS = 500
MOST_ORDERS = 10_000_000


def add_to(main: argparse.ArgumentParser) -> None:
    """Add the words of the window; it is what runs without any command."""
    main.add_argument(
        "--demo", nargs="?", type=count, const=DEMO_ORDERS, metavar="N",
        help=f"open a generated history of N orders ({DEMO_ORDERS} if not said), in a data directory of its own",
    )  # fmt: skip
    main.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Open the window and stay until it is closed."""
    from ui.display import obstacle

    if problem := obstacle():
        say(problem)
        return REJECTED
    try:
        place = place_of(args) if args.demo is None else _demo(args, open_docket)
    except KeyboardInterrupt:
        say("Stopped. Nothing of the demonstration was kept.")
        return REJECTED
    from ui.app import run

    # The window shows what is in the read store first; see ``Running.stay``.
    with place.opened(open_docket, at_once=False) as docket:
        return run(docket)


def _demo(args: argparse.Namespace, open_docket: Opener) -> Place:
    """The demonstration's place, generated if need be: the folder named outright, or one inside the usual one."""
    from ui.samples.demo import prepare_demo
    from ui.samples.generating import SEED, generate, last_full_day
    from ui.samples.scene import Wish

    usual = place_of(args)
    place = Place(
        data_dir=usual.data_dir if args.data_dir else usual.data_dir / f"demo-{args.demo}", projection=args.projection
    )

    def fill(folder: Path) -> None:
        say(f"Making up {args.demo:,} orders, this once… (Ctrl+C stops it)")
        wish = Wish(orders=args.demo, seed=SEED, until=last_full_day())
        generate(folder, None, wish, ProgressLine("orders"))
        with Place(data_dir=folder).opened(open_docket) as docket:
            catch_up(docket, ProgressLine("events, read store"))

    prepare_demo(place.data_dir, args.demo, fill)
    return place


def count(text: str) -> int:
    """A number of orders from the command line; argparse tells the person what is wrong with it."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 0 < number <= MOST_ORDERS:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of orders from 1 to {MOST_ORDERS:,}")
    return number
