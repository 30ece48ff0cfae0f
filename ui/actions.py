"""One registry of everything a person can do by name: menus, shortcuts, the palette and the help are all fed by it."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.theme import icon


class Actions(QObject):
    """The actions of one window, by id (``order.new``); the part before the dot is what the help groups them by.

    An action's text is a sentence-case verb; ``words`` are further words the palette finds it by.
    """

    changed = Signal()
    """An action came or went."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}

    def add(
        self,
        id: str,
        text: str,
        callback: Callable[[], object],
        *,
        shortcut: str | QKeySequence.StandardKey = "",
        icon_name: str = "",
        words: str = "",
        enabled: bool = True,
        page: QWidget | None = None,
    ) -> QAction:
        """Register an action; the key of one that belongs to a ``page`` holds while that is to be seen."""
        action = QAction(text, self)
        action.setObjectName(id)
        action.setProperty("words", words)
        action.setEnabled(enabled)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda: callback())
        (page or self._window).addAction(action)
        self._actions[id] = action
        self.changed.emit()
        return action

    def choice(
        self, id: str, texts: dict[str, str], chosen: str, callback: Callable[[str], object], words: str = ""
    ) -> list[QAction]:
        """Register one of several: an action ``id.value`` per value, of which exactly one is checked."""
        group = QActionGroup(self)
        made = []
        for value, text in texts.items():
            action = self.add(f"{id}.{value}", text, partial(callback, value), words=words)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)
            made.append(action)
        return made

    def remove(self, id: str) -> None:
        """Forget an action, when what it acted on is gone."""
        action = self._actions.pop(id)
        action.deleteLater()
        self.changed.emit()

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def __contains__(self, id: str) -> bool:
        return id in self._actions

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def usable(self) -> list[QAction]:
        """What can be done now, for the palette."""
        return [action for action in self if action.isEnabled()]
