"""The window's head: its name, the field that finds everything, and the button that starts an order."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import Face, font, icon, tokens
from ui.theme.icons import draw
from ui.widgets.navigation import WIDTH
from ui.widgets.text import label

PROMPT = "Search or jump to…"


class SearchButton(QAbstractButton):
    """Looks like a field, and opens the palette, where the typing is done."""

    def __init__(self, shortcut: str) -> None:
        super().__init__()
        self._shortcut = shortcut
        self.setObjectName("search_or_jump")
        self.setAccessibleName(PROMPT.removesuffix("…"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(520)
        self.setMinimumWidth(220)
        self.setFixedHeight(30)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(520, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        draw(painter, QRectF(10, 7, 16, 16), "magnifying-glass", colours.muted)
        painter.setPen(QColor(colours.muted))
        painter.setFont(font())
        room = self.rect().adjusted(34, 0, -80, 0)
        prompt = painter.fontMetrics().elidedText(PROMPT, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, prompt)
        painter.setFont(font(Face.SMALL))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), right, self._shortcut)
        painter.end()


class Header(QWidget):
    """Docket, search, New order."""

    def __init__(self, palette: QAction, new_order: QAction) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(52)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(16)
        name = label("Docket", "strong")
        name.setFixedWidth(WIDTH + 24 - 20 - 16)
        row.addWidget(name)
        field = SearchButton(palette.shortcut().toString())
        field.clicked.connect(palette.trigger)
        row.addWidget(field, 1)
        row.addStretch(1)
        button = QPushButton(new_order.text())
        button.setObjectName("new_order")
        button.setAccessibleName(new_order.text())
        button.setToolTip(f"{new_order.text()} ({new_order.shortcut().toString()})")
        button.setProperty("kind", "primary")
        button.setIcon(icon("plus-bold", "on_accent"))
        button.setFixedHeight(30)
        button.clicked.connect(new_order.trigger)
        row.addWidget(button)
