"""What the window says in passing: a note at the lower left that nobody has to answer, and that covers nothing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme import icon, tokens
from ui.theme.icons import draw
from ui.widgets.text import breakable, label

STAYS_MS = 6000
OFFERS_MS = 12_000
"""Whoever wants something undone has to read, decide and get there."""
_ICONS = {"good": "check-circle", "warn": "warning", "bad": "warning-circle", "info": "info"}
_MOST = 3
_GAP = 8
_LONG = 12
"""Characters of a word that surely have room in one line."""


class Toast(QWidget):
    """One message with at most one thing to do about it; it stays while the pointer is on it."""

    said = Signal()
    """Something else is said, which may need another height."""

    def __init__(self, text: str, action: str, then: Callable[[], None] | None, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        # The column is narrow: words have all of its width, and what can be done stands below them.
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 8, 4)
        column.setSpacing(2)
        self._message = label(name="toast_text", wrap=True)
        self.say(text, tone)
        column.addWidget(self._message)
        below = QHBoxLayout()
        below.setContentsMargins(24, 0, 0, 0)
        below.setSpacing(4)
        column.addLayout(below)
        if action and then is not None:
            button = QPushButton(action)
            button.setObjectName("toast_action")
            button.setProperty("kind", "link")
            button.clicked.connect(then)
            button.clicked.connect(self.close)
            below.addWidget(button)
        below.addStretch(1)
        dismiss = QToolButton()
        dismiss.setObjectName("toast_dismiss")
        dismiss.setAccessibleName("Dismiss")
        dismiss.setToolTip("Dismiss")
        dismiss.setIcon(icon("x", "muted"))
        dismiss.setIconSize(QSize(12, 12))
        dismiss.clicked.connect(self.close)
        below.addWidget(dismiss)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._leave = QTimer(self, singleShot=True, interval=OFFERS_MS if action else STAYS_MS)
        self._leave.timeout.connect(self.close)
        self._leave.start()

    def say(self, text: str, tone: str) -> None:
        """Say this from now on."""
        self._tone = tone if tone in _ICONS else "info"
        self._message.setText(breakable(text, _LONG))
        self._message.setAccessibleName(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()
        self.said.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._leave.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._leave.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        place = QRectF(10, self.height() - 26, 16, 16)
        draw(painter, place, _ICONS[self._tone], getattr(colours, self._tone))
        painter.end()


class Toasts(QObject):
    """Keeps the toasts of a window stacked at the foot of a room of their own, the newest lowest."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shown: list[Toast] = []
        host.installEventFilter(self)

    def show(self, text: str, action: str = "", then: Callable[[], None] | None = None, tone: str = "info") -> Toast:
        """Say something; the oldest gives way where there are more than three, or more than there is room for."""
        toast = Toast(text, action, then, tone, self._host)
        toast.destroyed.connect(self._arrange)
        toast.said.connect(self._arrange)
        self._shown.append(toast)
        while len(self._shown) > _MOST:
            self._shown.pop(0).close()
        toast.show()
        self._arrange()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(toast, text))
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        self._shown = [toast for toast in self._shown if _alive(toast)]
        width, bottom = self._host.width(), self._host.height() - _GAP
        for toast in reversed(self._shown):
            height = toast.heightForWidth(width)
            if height > bottom and toast is not self._shown[-1]:
                toast.close()
                continue
            bottom = max(0, bottom - height)
            toast.setGeometry(0, bottom, width, height)
            bottom -= _GAP


def _alive(toast: Toast) -> bool:
    return isValid(toast) and not toast.isHidden()
