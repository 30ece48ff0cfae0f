"""The editing commands, which act on whatever field or list has the focus, as far as there is something to do."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ui.actions import Actions

_KEY = QKeySequence.StandardKey
_COMMANDS: Final = {
    "undo": ("Undo", "undo", _KEY.Undo, "arrow-u-up-left"),
    "redo": ("Redo", "redo", _KEY.Redo, "arrow-u-up-right"),
    "cut": ("Cut", "cut", _KEY.Cut, "scissors"),
    "copy": ("Copy", "copy", _KEY.Copy, "copy"),
    "paste": ("Paste", "paste", _KEY.Paste, "clipboard-text"),
    "select_all": ("Select all", "selectAll", _KEY.SelectAll, "selection-all"),
}
"""By id: what it is called, the method of a field that does it, its key and its icon."""


class Editing(QObject):
    """Registers the commands; ``refresh`` enables those that can be carried out now."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._focused: QWidget | None = None
        self._actions = {}
        for id, (text, method, key, icon_name) in _COMMANDS.items():
            action = actions.add(f"edit.{id}", text, partial(self._carry_out, method), icon_name=icon_name)
            # Shown, not bound: the field itself handles the key, and a second binding would make it ambiguous.
            action.setText(f"{text}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}")
            self._actions[id] = action
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.refresh()

    def refresh(self) -> None:
        """Look what the field with the focus can do; to be called before the commands are listed."""
        field = self._field()
        for id, action in self._actions.items():
            action.setEnabled(field is not None and _can(field, id))

    def _field(self) -> QWidget | None:
        return self._focused if self._focused is not None and isValid(self._focused) else None

    def _carry_out(self, method: str) -> None:
        act = getattr(self._field(), method, None)
        if act is not None:
            act()

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Menus take the focus while a command is chosen from them, and what it is meant for stands beside them."""
        if now is not None and not isinstance(now, QMenu | QMenuBar) and self._window.isAncestorOf(now):
            self._focused = now


def _can(field: QWidget, command: str) -> bool:
    """Whether a command would do anything here."""
    if isinstance(field, QLineEdit):
        return _can_line(field, command)
    if isinstance(field, QPlainTextEdit):
        return _can_text(field, command)
    from ui.table.table import ListTable

    if isinstance(field, ListTable):
        return {"copy": field.chosen.count() > 0, "select_all": field.model().rowCount() > 0}.get(command, False)
    return hasattr(field, _COMMANDS[command][1])


def _can_line(field: QLineEdit, command: str) -> bool:
    editable = not field.isReadOnly()
    return {
        "undo": editable and field.isUndoAvailable(),
        "redo": editable and field.isRedoAvailable(),
        "cut": editable and field.hasSelectedText(),
        "copy": field.hasSelectedText(),
        "paste": editable and bool(QApplication.clipboard().text()),
        "select_all": bool(field.text()),
    }[command]


def _can_text(field: QPlainTextEdit, command: str) -> bool:
    document, selected = field.document(), field.textCursor().hasSelection()
    editable = not field.isReadOnly()
    return {
        "undo": editable and document.isUndoAvailable(),
        "redo": editable and document.isRedoAvailable(),
        "cut": editable and selected,
        "copy": selected,
        "paste": editable and field.canPaste(),
        "select_all": not document.isEmpty(),
    }[command]
