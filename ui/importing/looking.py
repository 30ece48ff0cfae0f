"""A first look at a file, for the import dialog: as much as can be told, also where something is wrong."""

from collections.abc import Callable
from itertools import islice

from msgspec import Struct

from ui.importing.csvfile import CsvFile, open_csv
from ui.importing.fields import Kind
from ui.importing.matching import check_needed
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
    """The kind that most columns speak for, if more do than for the one chosen and the file can be read as that.

    None also where two columns claim a field of the one chosen: a person has to settle that first.
    """
    known: dict[Kind, dict[str, int]] = {}
    for kind in Kind:
        try:
            known[kind] = matched(file, kind, wishes.mapping if kind is wishes.kind else {})
        except FileRefused:
            continue
    best = max(known, key=lambda kind: len(known[kind]), default=wishes.kind)
    if wishes.kind not in known or len(known[best]) <= len(known[wishes.kind]):
        return None
    try:
        check_needed(file.header, known[best], best)
    except FileRefused:
        return None
    return best
