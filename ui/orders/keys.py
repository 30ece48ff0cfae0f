"""The keys that the order form knows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_LINE_FEED = 0x0A
"""Some scanners, and programs that type, end with a line feed, which Qt takes for a key of its own."""


def is_enter(key: int) -> bool:
    """Whether this is Enter, on whichever part of the keyboard."""
    return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, _LINE_FEED)


def is_forms_own(event: QKeyEvent) -> bool:
    """Esc, Ctrl+Enter and Ctrl+Delete act on the form from anywhere in it."""
    if event.key() == Qt.Key.Key_Escape:
        return not event.modifiers()
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and (is_enter(event.key()) or event.key() == Qt.Key.Key_Delete)
