"""A first look at a file, for the import dialog: as much as can be told, also where something is wrong."""

from collections.abc import Callable
from itertools import islice

from msgspec import Struct

from ui.importing.csvfile import open_csv
from ui.importing.plan import Plan, Wishes, make_plan, matched
from ui.importing.problems import FileRefused
from ui.importing.text import recognise

ROWS_SHOWN = 20
COLUMNS_SHOWN = 60


class Sight(Struct, frozen=True, kw_only=True):
    """What is to be seen of a file; ``plan`` is None and ``problem`` says why where it can't be imported like this."""

    reading: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    columns: dict[str, int] = {}
    plan: Plan | None = None
    problem: str = ""


def look(wishes: Wishes, breathe: Callable[[], object]) -> Sight:
    """Open the file, show its beginning, match its columns, and if that succeeds plan the import."""
    try:
        file = open_csv(recognise(wishes.path))
    except FileRefused as refused:
        return Sight(problem=refused.problem.in_dialog)
    reading = f"{file.text.encoding}, separated by {file.separator}"
    rows = tuple((row.number, tuple(row.cells[:COLUMNS_SHOWN])) for row in islice(file.rows(), ROWS_SHOWN))
    columns: dict[str, int] = {}
    try:
        columns = matched(file, wishes.kind, wishes.mapping)
        plan = make_plan(wishes, breathe)
    except FileRefused as refused:
        return Sight(reading=reading, header=file.header, rows=rows, columns=columns, problem=refused.problem.in_dialog)
    return Sight(reading=plan.description, header=file.header, rows=rows, columns=columns, plan=plan)
