"""The pages, down the left side."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from ui.theme import Face, font, tokens
from ui.theme.icons import draw

WIDTH = 176


class NavigationButton(QAbstractButton):
    """One page's place: icon and name, with a bar of the accent when it is the one shown."""

    def __init__(self, name: str, title: str, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self.setObjectName(f"nav_{name}")
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFont(font())
        self.setFixedHeight(32)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 16, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = colours.selected if self.isChecked() else colours.hover if self.underMouse() else ""
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        colour = colours.accent if self.isChecked() else colours.muted
        draw(painter, QRectF(12, 8, 16, 16), f"{self._icon}-fill" if self.isChecked() else self._icon, colour)
        painter.setFont(font(Face.STRONG if self.isChecked() else Face.BODY))
        painter.setPen(QColor(colours.text))
        painter.drawText(self.rect().adjusted(38, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Navigation(QWidget):
    """The list of pages; ``chosen`` names the one to show."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavigationButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(2)
        self.room = QWidget()
        """What is free between the pages and those at the foot: nothing stands here that one could want to press."""
        self._column.addWidget(self.room, 1)

    def add(self, name: str, title: str, icon_name: str, *, apart: bool = False) -> None:
        """Add a page; ``apart`` puts it at the foot."""
        button = NavigationButton(name, title, icon_name)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[name] = button
        self._column.insertWidget(self._column.count() if apart else self._column.count() - 1, button)

    def show_chosen(self, name: str) -> None:
        """Mark a page as the one shown, or none with an empty name."""
        self._group.setExclusive(bool(name))
        for page, button in self._buttons.items():
            button.setChecked(page == name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        names = list(self._buttons)
        current = next((i for i, name in enumerate(names) if self._buttons[name].hasFocus()), None)
        if step and current is not None:
            self._buttons[names[(current + step) % len(names)]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
