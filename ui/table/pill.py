"""Says that rows came in above what the person is looking at, and takes them there."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from ui import formats
from ui.theme import icon


class NewRowsPill(QPushButton):
    """Floats over the top of a list while there is something new above; ``noun`` is what one and several are called."""

    def __init__(self, over: QWidget, nouns: tuple[str, str]) -> None:
        super().__init__(over)
        self.setObjectName("new_rows")
        self.setAccessibleName("New rows")
        self.setProperty("kind", "primary")
        self.setIcon(icon("arrow-up-bold", "on_accent"))
        self._nouns = nouns
        self._rows = 0
        self._over = over
        over.installEventFilter(self)
        self.hide()

    def add(self, rows: int) -> None:
        """So many more rows came in above."""
        self._rows += rows
        noun = self._nouns[self._rows != 1]
        self.setText(f"{formats.count(self._rows)} new {noun}")
        self.setAccessibleName(f"{self.text()}: show them")
        self.setVisible(self._rows > 0)
        self._place()

    def forget(self) -> None:
        """The person has seen them."""
        self._rows = 0
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, 8)
        self.raise_()
