"""All unfinished orders in one list: each can be resumed or discarded, and all of them discarded."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import formats
from ui.drafts import Drafts
from ui.orders.entry import unpacked
from ui.widgets.text import breakable, label

_SHOWN = 3
"""So many lines of an order are named; enough to know it by."""
_LONG = 48
"""Characters of a name or a line that are shown."""
_LONG_WORD = 24
"""Characters of a word that have room beside the buttons."""


class UnfinishedDialog(QDialog):
    """All of them, each to be resumed or discarded; what was discarded can be put back while the dialog is open."""

    resumed = Signal(str)

    def __init__(self, drafts: Drafts, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("unfinished_dialog")
        self.setWindowTitle("Unfinished orders")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = [_Row(drafts, name, place) for place, name in enumerate(names, start=1)]
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(12)
        for row in self._rows:
            row.resume.clicked.connect(partial(self._resume, row.name))
            rows.addWidget(row)
        rows.addStretch()
        area = QScrollArea()
        area.setObjectName("unfinished_list")
        area.setAccessibleName("Unfinished orders")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        discard_all = QPushButton("Discard all")
        discard_all.setObjectName("unfinished_discard_all")
        discard_all.setProperty("kind", "danger")
        discard_all.clicked.connect(self._discard_all)
        close = QPushButton("Close")
        close.setObjectName("unfinished_close")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(discard_all)
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addWidget(
            label("These are neither orders nor drafts yet. They are kept as they were typed.", "muted", wrap=True)
        )
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.resize(560, min(520, 128 + 76 * len(self._rows)))
        self._rows[0].resume.setFocus()

    def _resume(self, name: str) -> None:
        self.accept()
        self.resumed.emit(name)

    def _discard_all(self) -> None:
        for row in self._rows:
            row.discard()


class _Row(QWidget):
    """One unfinished order in two lines, with what can be done about it."""

    def __init__(self, drafts: Drafts, name: str, place: int) -> None:
        super().__init__()
        self.name = name
        self._drafts = drafts
        self._content = drafts.read(name)
        who, what = _described(self._content)
        self._who = label(breakable(who, _LONG_WORD), "strong", name=f"unfinished_customer_{place}", wrap=True)
        self._what = label("", "muted", name=f"unfinished_lines_{place}", wrap=True)
        self._words = breakable(what, _LONG_WORD)
        self.resume = QPushButton("Resume")
        self._discard = QPushButton("Discard")
        self._put_back = QPushButton("Put back")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._who, 0, 0)
        grid.addWidget(self._what, 1, 0)
        for column, button in enumerate((self.resume, self._discard, self._put_back), start=1):
            button.setObjectName(f"unfinished_{button.text().lower().replace(' ', '_')}_{place}")
            button.setAccessibleName(f"{button.text()}: {who}, {what}")
            grid.addWidget(button, 0, column, 2, 1, Qt.AlignmentFlag.AlignTop)
        self._discard.clicked.connect(self.discard)
        self._put_back.clicked.connect(self._restore)
        self._show(discarded=False)

    def discard(self) -> None:
        """Throw it away."""
        self._drafts.drop(self.name)
        self._show(discarded=True)

    def _restore(self) -> None:
        if self._content is not None:
            self._drafts.keep(self.name, self._content)
        self._show(discarded=False)

    def _show(self, discarded: bool) -> None:
        self._who.setEnabled(not discarded)
        self._what.setText("Discarded" if discarded else self._words)
        self.resume.setVisible(not discarded)
        self._discard.setVisible(not discarded)
        self._put_back.setVisible(discarded)


def _described(content: bytes | None) -> tuple[str, str]:
    """Whose order it is, and what is on it."""
    order = unpacked(content) if content is not None else None
    if order is None:
        return "Can't be read any more", "Nothing can be taken up from it"
    who = order.customer.name if order.customer is not None else order.customer_search or "No customer yet"
    goods = [_cut(line.description or line.search) for line in order.lines]
    count = f"{formats.count(len(goods))} {'line' if len(goods) == 1 else 'lines'}"
    shown = ", ".join(goods[:_SHOWN]) + (", …" if len(goods) > _SHOWN else "")
    return _cut(who), f"{count}: {shown}" if goods else "No lines yet"


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"
