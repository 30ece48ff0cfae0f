"""Keys that come while an answer is awaited: a scanner does not wait, so they are kept and played back in order."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget


class TypeAhead(QObject):
    """Holds a window's keys back between ``hold`` and ``release``.

    ``shortcut`` is offered every key before it is played back, since Qt looks for shortcuts only in fresh ones; Esc is
    never held back. The filter sits on the application only while something is awaited: there it sees every event.
    """

    def __init__(self, form: QWidget, shortcut: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(form)
        self._form = form
        self._shortcut = shortcut
        self._keys: deque[QKeyEvent] = deque()
        self._holding = False

    def hold(self) -> None:
        """Keep keys from now on."""
        if not self._holding:
            self._holding = True
            _application().installEventFilter(self)

    def release(self) -> None:
        """Play back what was kept, up to a key that makes the form wait again."""
        self._stop()
        while self._keys and not self._holding:
            self._play(self._keys.popleft())

    def forget(self) -> None:
        """Keep nothing, play nothing."""
        self._stop()
        self._keys.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take key presses meant for the form's window."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not self._ours(watched):
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() == Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._keys.append(event.clone())
        event.accept()
        return True

    def _ours(self, watched: QObject) -> bool:
        window = self._form.window()
        if isinstance(watched, QWidget):
            return watched.window() is window
        return isinstance(watched, QWindow) and watched is window.windowHandle()

    def _play(self, key: QKeyEvent) -> None:
        if self._shortcut(key):
            return
        target = QApplication.focusWidget() or self._form
        QCoreApplication.sendEvent(target, key)

    def _stop(self) -> None:
        if self._holding:
            self._holding = False
            _application().removeEventFilter(self)


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application
