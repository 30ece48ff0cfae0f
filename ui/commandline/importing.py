"""``import``: customers, products or orders from a CSV file."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from readmodel.control import ProjectionControl
from ui.commandline.opening import Docket, Opener, catch_up, place_of
from ui.commandline.speaking import DONE, REJECTED, WRONG_USAGE, ProgressLine, say
from ui.importing.fields import Kind


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's words."""
    command = commands.add_parser("import", parents=[common], help="take in customers, products or orders from a file")
    command.add_argument("kind", choices=[str(kind) for kind in Kind], help="what a row stands for")
    command.add_argument("file", metavar="FILE", type=Path, help="a table with a row of column names, such as CSV")
    command.add_argument(
        "--map", metavar="FIELD=COLUMN", action="append", default=[], type=_pair, dest="mapping",
        help="which column holds a field; without a COLUMN the field is left out",
    )  # fmt: skip
    command.add_argument(
        "--date-order", choices=("dmy", "mdy", "ymd"), help="what comes first in dates like 03/04/2026"
    )
    command.add_argument(
        "--decimal", choices=("point", "comma"), help="what stands before decimals in numbers like 1,234"
    )
    command.add_argument("--currency", metavar="CODE", default="", help="of the amounts, where no column says it")
    command.add_argument("--rejects", metavar="FILE", type=Path, help="where to put rejected rows, to be mended")
    command.add_argument("--no-create", action="store_true", help="reject orders of unknown customers or products")
    command.add_argument("--dry-run", action="store_true", help="only say what would be done")
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Import the file; what is rejected is listed with its row and column."""
    from ui.importing.dates import DateOrder
    from ui.importing.numbers import DecimalMark
    from ui.importing.plan import Wishes, make_plan
    from ui.importing.problems import FileRefused

    wishes = Wishes(
        kind=Kind(args.kind),
        path=args.file,
        mapping=dict(args.mapping),
        date_order=DateOrder(args.date_order) if args.date_order else None,
        decimal=DecimalMark(args.decimal) if args.decimal else None,
        currency=args.currency,
        create_missing=not args.no_create,
    )
    try:
        plan = make_plan(wishes)
        say(f"{args.file.name}: {plan.description}")
        place = place_of(args)
        with place.read(open_docket) if args.dry_run else place.opened(open_docket) as docket:
            return _carried_out(plan, docket, args)
    except FileRefused as refused:
        say(f"{args.file.name}: {refused}")
        return WRONG_USAGE


def _carried_out(plan: Any, docket: Docket, args: argparse.Namespace) -> int:
    from ui.commandline.stopping import stopping
    from ui.importing.importing import check_currency, import_file

    catch_up(docket)
    check_currency(docket, plan)
    with _projection_held(docket.projector), stopping() as stopped:
        report = import_file(docket, plan, args.dry_run, args.rejects, ProgressLine("rows"), stopped)
    for line in report.lines():
        say(f"{args.file.name}: {line}")
    say(f"{args.file.name}: {report.summary}")
    if report.stopped:
        say("Stopped. What was recorded until then stays; import the file again to complete it.")
        return REJECTED
    catch_up(docket)
    return REJECTED if report.found else DONE


@contextmanager
def _projection_held(projector: ProjectionControl) -> Iterator[None]:
    """Recording and projecting in one process fight for the interpreter; one after the other takes less time."""
    if not projector.state().projecting:
        yield
        return
    projector.paused = True
    try:
        yield
    finally:
        projector.paused = False


def _pair(text: str) -> tuple[str, str]:
    field, sign, column = text.partition("=")
    if not sign or not field.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=COLUMN")
    return field.strip(), column.strip()
