"""Rows as text for other programs: tab-separated, and as an HTML table."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from readmodel.listing.queries import GetRows, GetRowsById
from readmodel.listing.view import Row, Snapshot
from ui.table.columns import Presenter, ShownRow, TableColumn
from ui.table.reading import Ask

MOST = 100_000
"""More rows than this are for a file, not for the clipboard."""

_AT_ONCE = 1000


class Copy:
    """The text of rows, put together on a reader thread a thousand rows at a time."""

    def __init__(self, presenter: Presenter, columns: Sequence[TableColumn], sections: Sequence[int]) -> None:
        self._presenter = presenter
        self._sections = sections
        self._figures = [columns[section].figures for section in sections]
        titles = [columns[section].title for section in sections]
        self._plain = ["\t".join(titles)]
        self._html = ["<table><tr>", *(f"<th>{html.escape(title)}</th>" for title in titles), "</tr>"]

    def read(
        self, ask: Ask, snapshot: Snapshot, ranges: Sequence[tuple[int, int]], ids: Sequence[int]
    ) -> tuple[str, str]:
        """Read ranges of ranks, then rows by id; the plain text and the HTML of all of them."""
        for first, last in ranges:
            for start in range(first, last, _AT_ONCE):
                count = min(_AT_ONCE, last - start)
                self._add(ask(GetRows(snapshot=snapshot, first=start, count=count)))
        for start in range(0, len(ids), _AT_ONCE):
            some = tuple(ids[start : start + _AT_ONCE])
            self._add(ask(GetRowsById(view=snapshot.view, ids=some)))
        return "\n".join(self._plain) + "\n", "".join([*self._html, "</table>"])

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
        return [" ".join(row.texts[section].split()) for section in self._sections]


def mime_of(texts: tuple[str, str]) -> QMimeData:
    """The clipboard's three forms of the same rows."""
    plain, table = texts
    made = QMimeData()
    made.setText(plain)
    made.setHtml(table)
    made.setData("text/tab-separated-values", plain.encode())
    return made
