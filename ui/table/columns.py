"""What the columns of a list show, and a row made ready for painting."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Literal

from msgspec import Struct

from readmodel.listing.view import Row

Raw = Mapping[str, Any]
"""A row's columns by name, as the read side answers them."""


class Mark(Struct, frozen=True):
    """A state: a word, a shape that says the same, and the tone both are painted in."""

    text: str
    tone: str
    shape: str


class TableColumn(Struct, frozen=True, kw_only=True):
    """A column of a list. ``show`` turns a row into text or a mark, on a reader thread; without it, the text is shown
    that the row has under the column's name.

    ``sort`` names the order that a click on its head asks for, empty where there is none; ``falling`` says that the
    first click asks for the largest or newest first. ``dates`` says that what it sorts by are instants or days, so that
    one can go to a date. ``figures`` stand at the right, and ``money`` has the currency in the head of its column, once
    for all rows. A column that ``grows`` takes the width that the others leave, though never less than its own; one
    that asks for a ``wide`` table is hidden in a narrower one, unless the person has chosen it or rows are sorted by
    it; then others give way that ask for what room is left. ``total`` puts what
    the read side adds up of a column into words, if they are worth any. ``copied`` is what other programs get, where
    what is shown means something here and now only.
    """

    name: str
    title: str
    width: int
    show: Callable[[Raw], str | Mark] | None = None
    sort: str = ""
    falling: bool = False
    dates: Literal["", "instants", "days"] = ""
    figures: bool = False
    money: bool = False
    strong: bool = False
    hidden: bool = False
    grows: bool = False
    wide: int = 0
    total: Callable[[int], str] | None = None
    copied: Callable[[Raw], str] | None = None


class ShownRow(Struct, frozen=True):
    """A row with everything that painting needs: nothing is formatted or looked up while scrolling."""

    id: int
    key: str
    sort: int | str
    texts: tuple[str, ...]
    marks: tuple[Mark | None, ...]
    raw: Raw


class Presenter:
    """Turns rows of the read side into shown ones."""

    def __init__(self, names: Sequence[str], columns: Sequence[TableColumn]) -> None:
        self._names = tuple(names)
        self._shows = tuple(column.show or itemgetter(column.name) for column in columns)

    def rows(self, rows: Sequence[Row]) -> list[ShownRow]:
        """Format rows; safe on any thread."""
        return [self.row(row) for row in rows]

    def row(self, row: Row) -> ShownRow:
        """Format one row."""
        raw = dict(zip(self._names, row.values, strict=True))
        shown = [show(raw) for show in self._shows]
        return ShownRow(
            row.id,
            row.key,
            row.sort,
            tuple([cell if isinstance(cell, str) else cell.text for cell in shown]),
            tuple([None if isinstance(cell, str) else cell for cell in shown]),
            raw,
        )
