"""What the window says in passing: a line at the lower edge that nobody has to answer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QWidget

from ui.theme import icon, tokens
from ui.theme.icons import draw
from ui.widgets.text import label

STAYS_MS = 6000
_ICONS = {"good": "check-circle", "warn": "warning", "bad": "warning-circle", "info": "info"}
_MARGIN = 16
_MOST = 3


class Toast(QWidget):
    """One message with at most one thing to do about it; it stays while the pointer is on it."""

    def __init__(self, text: str, action: str, then: Callable[[], None] | None, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self._tone = tone if tone in _ICONS else "info"
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 8, 8, 8)
        row.setSpacing(8)
        message = label(text, wrap=len(text) > 60)
        message.setMaximumWidth(420)
        if len(text) > 60:
            message.setMinimumWidth(360)
        row.addWidget(message)
        if action and then is not None:
            button = QPushButton(action)
            button.setObjectName("toast_action")
            button.setProperty("kind", "link")
            button.clicked.connect(then)
            button.clicked.connect(self.close)
            row.addWidget(button)
        dismiss = QToolButton()
        dismiss.setObjectName("toast_dismiss")
        dismiss.setAccessibleName("Dismiss")
        dismiss.setToolTip("Dismiss")
        dismiss.setIcon(icon("x", "muted"))
        dismiss.clicked.connect(self.close)
        row.addWidget(dismiss)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._leave = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._leave.timeout.connect(self.close)
        self._leave.start()

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
        place = QRectF(14, self.height() / 2 - 8, 16, 16)
        draw(painter, place, _ICONS[self._tone], getattr(colours, self._tone))
        painter.end()


class Toasts(QObject):
    """Keeps the toasts of a window stacked in its lower right corner, above the status line."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shown: list[Toast] = []
        host.installEventFilter(self)
        if isinstance(host, QStackedWidget):
            # A page that comes to the front comes above the toasts.
            host.currentChanged.connect(self._arrange)

    def show(self, text: str, action: str = "", then: Callable[[], None] | None = None, tone: str = "info") -> Toast:
        """Say something; the oldest of more than three gives way."""
        toast = Toast(text, action, then, tone, self._host)
        toast.destroyed.connect(self._arrange)
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
        bottom = self._host.height() - _MARGIN
        for toast in reversed(self._shown):
            toast.adjustSize()
            bottom -= toast.height()
            toast.move(QPoint(self._host.width() - toast.width() - _MARGIN, bottom))
            toast.raise_()
            bottom -= 8


def _alive(toast: Toast) -> bool:
    from shiboken6 import isValid

    return isValid(toast) and not toast.isHidden()
