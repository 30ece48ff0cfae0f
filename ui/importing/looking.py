"""A first look at a file, for the import dialog: as much as can be told, also where something is wrong."""

from collections.abc import Callable
from itertools import islice

from msgspec import Struct

from ui.importing.csvfile import CsvFile, open_csv
from ui.importing.fields import Kind
from ui.importing.matching import missing
from ui.importing.plan import Plan, Wishes, make_plan, matched
from ui.importing.problems import FileRefused
from ui.importing.text import recognise

ROWS_SHOWN = 20
COLUMNS_SHOWN = 60


class Sight(Struct, frozen=True, kw_only=True):
    """What is to be seen of a file; ``plan`` is None and ``problem`` says why where it can't be imported like this.

    ``looks_like`` is the kind of file that its columns speak for, where that is another than the one chosen.
    """

    reading: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    columns: dict[str, int] = {}
    plan: Plan | None = None
    problem: str = ""
    looks_like: Kind | None = None


def look(wishes: Wishes, breathe: Callable[[], object]) -> Sight:
    """Open the file, show its beginning, match its columns, and if that succeeds plan the import."""
    try:
        file = open_csv(recognise(wishes.path))
    except FileRefused as refused:
        return Sight(problem=refused.problem.in_dialog)
    reading = f"{file.text.encoding}, separated by {file.separator}"
    rows = tuple((row.number, tuple(row.cells[:COLUMNS_SHOWN])) for row in islice(file.rows(), ROWS_SHOWN))
    columns: dict[str, int] = {}
    other = _likelier(file, wishes)
    try:
        columns = matched(file, wishes.kind, wishes.mapping)
        plan = make_plan(wishes, breathe)
    except FileRefused as refused:
        problem = refused.problem.in_dialog
        return Sight(reading=reading, header=file.header, rows=rows, columns=columns, problem=problem, looks_like=other)
    return Sight(reading=plan.description, header=file.header, rows=rows, columns=columns, plan=plan, looks_like=other)


def _likelier(file: CsvFile, wishes: Wishes) -> Kind | None:
    """The kind that the columns speak for, if they speak for it more than for the one chosen.

    Every column that is one of its fields does, and every column that it needs and that is not there speaks against it:
    somebody may still say which that is. None also where two columns claim a field of the one chosen: that is to be
    settled first.
    """
    speaking: dict[Kind, int] = {}
    for kind in Kind:
        try:
            columns = matched(file, kind, wishes.mapping if kind is wishes.kind else {})
        except FileRefused:
            continue
        speaking[kind] = len(columns) - len(missing(columns, kind))
    if wishes.kind not in speaking:
        return None
    best = max(speaking, key=speaking.__getitem__)
    return best if speaking[best] > max(speaking[wishes.kind], 0) else None
