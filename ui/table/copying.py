"""Rows as text for other programs: tab-separated, and as an HTML table."""

import html
from collections.abc import Callable, Iterator, Sequence
from time import sleep

from msgspec import Struct
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from readmodel.listing.queries import GetRows, GetRowsById, LayOut
from readmodel.listing.view import Row, Snapshot
from ui.table.columns import Presenter, ShownRow, TableColumn
from ui.table.reading import Ask

MOST = 100_000
"""More rows than this are for a file, not for the clipboard."""

AT_ONCE = 1000
"""So many are copied without further ado; more than that is work with progress."""

_BIT = 100
_PAUSE = 0.001

TSV = "text/tab-separated-values"


class Selected(Struct, frozen=True):
    """Rows to copy: those of some ranks but for a few, and others by their ids."""

    snapshot: Snapshot
    ranges: tuple[tuple[int, int], ...]
    ids: tuple[int, ...]
    left_out: tuple[int, ...]


class Texts(Struct, frozen=True):
    """Rows as text: ``plain`` is tab-separated, ``table`` is HTML."""

    rows: int
    plain: str
    table: str


class Copy:
    """The text of rows, put together beside the GUI thread, bit by bit."""

    def __init__(
        self, presenter: Presenter, columns: Sequence[TableColumn], sections: Sequence[int], titles: Sequence[str]
    ) -> None:
        self._presenter = presenter
        self._sections = sections
        self._copied = [columns[section].copied for section in sections]
        self._figures = [columns[section].figures for section in sections]
        self._plain = ["\t".join(titles)]
        self._html = ["<table><tr>", *(f"<th>{html.escape(title)}</th>" for title in titles), "</tr>"]

    def read(self, ask: Ask, rows: Selected, report: Callable[[int], None] = lambda done: None) -> Texts:
        """Read the rows; ``report`` is told how many are done, and ends the work by raising."""
        left_out, done = set(rows.left_out), 0
        for some in _bit_by_bit(ask, rows):
            kept = [row for row in some if row.id not in left_out]
            self._add(kept)
            done += len(kept)
            report(done)
            # Python runs one thread at a time, and the window's own has to wait for this one again and again.
            sleep(_PAUSE)
        return Texts(done, "\n".join(self._plain) + "\n", "".join([*self._html, "</table>"]))

    def _add(self, rows: Sequence[Row]) -> None:
        for row in self._presenter.rows(rows):
            cells = self._cells(row)
            self._plain.append("\t".join(cells))
            self._html.append("<tr>")
            for cell, figures in zip(cells, self._figures, strict=True):
                align = ' align="right"' if figures else ""
                self._html.append(f"<td{align}>{html.escape(cell)}</td>")
            self._html.append("</tr>")

    def _cells(self, row: ShownRow) -> list[str]:
        cells = zip(self._sections, self._copied, strict=True)
        texts = [copied(row.raw) if copied is not None else row.texts[section] for section, copied in cells]
        return [" ".join(text.split()) for text in texts]


def put_on_clipboard(texts: Texts) -> None:
    """Three forms of the same rows: a spreadsheet and a mail take the table, an editor the text."""
    made = QMimeData()
    made.setText(texts.plain)
    made.setHtml(texts.table)
    made.setData(TSV, texts.plain.encode())
    QGuiApplication.clipboard().setMimeData(made)


def _bit_by_bit(ask: Ask, rows: Selected) -> Iterator[tuple[Row, ...]]:
    snapshot = rows.snapshot
    if snapshot.order is None:
        # Somebody copied before all rows of the view were laid out.
        snapshot = ask(LayOut(snapshot=snapshot)).snapshot
    for first, last in rows.ranges:
        for start in range(first, last, _BIT):
            yield ask(GetRows(snapshot=snapshot, first=start, count=min(_BIT, last - start)))
    for start in range(0, len(rows.ids), _BIT):
        yield ask(GetRowsById(view=rows.snapshot.view, ids=rows.ids[start : start + _BIT]))
