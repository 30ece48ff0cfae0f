"""A quiet bar above the pages: orders somebody was typing when the program ended, to go on with or to throw away."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.desk import Desk
from ui.drafts import Drafts
from ui.orders.unfinished_dialog import UnfinishedDialog
from ui.theme import tokens
from ui.widgets.text import label


class UnfinishedBar(QFrame):
    """Shown while there are unfinished orders beside the one in front; it asks nothing and blocks nothing."""

    resumed = Signal(str)
    looked_through = Signal()
    """Some may have been discarded: look again."""

    def __init__(self, desk: Desk, drafts: Drafts) -> None:
        super().__init__()
        self.setObjectName("unfinished_bar")
        self.setAccessibleName("Unfinished orders")
        self._desk = desk
        self._drafts = drafts
        self._names: list[str] = []
        self._text = label("", name="unfinished_text")
        self._resume = _button("Resume", "unfinished_resume")
        self._discard = _button("Discard", "unfinished_discard")
        self._choose = _button("Show them…", "unfinished_choose")
        self._resume.clicked.connect(lambda: self.resumed.emit(self._names[0]))
        self._discard.clicked.connect(self._throw_away)
        self._choose.clicked.connect(self._show_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 3, 16, 3)
        row.addWidget(self._text)
        row.addWidget(self._resume)
        row.addWidget(self._discard)
        row.addWidget(self._choose)
        row.addStretch()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted strip."""
        QPainter(self).fillRect(self.rect(), QColor(tokens().info_ground))

    def refresh(self, besides: Collection[str]) -> None:
        """Look what is unfinished, leaving out the form in front and what is being kept this moment."""
        self._names = [name for name in self._drafts.names() if name not in besides]
        count = len(self._names)
        self._text.setText("1 unfinished order" if count == 1 else f"{count} unfinished orders")
        for button in (self._resume, self._discard):
            button.setVisible(count == 1)
        self._choose.setVisible(count > 1)
        self.setVisible(count > 0)

    def _show_all(self) -> None:
        dialog = UnfinishedDialog(self._drafts, self._names, self.window())
        dialog.resumed.connect(self.resumed)
        dialog.finished.connect(self.looked_through)
        dialog.open()

    def _throw_away(self) -> None:
        name = self._names[0]
        content = self._drafts.read(name)
        self._drafts.drop(name)
        self.looked_through.emit()

        def undo() -> None:
            if content is not None:
                self._drafts.keep(name, content)
                self.looked_through.emit()

        self._desk.tell("Unfinished order discarded.", "Undo", undo)


def _button(text: str, name: str) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setProperty("kind", "link")
    return made
