"""Keys that mean the same wherever they are pressed."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

_NO_MENU_KEY = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)


def asks_for_menu(event: QKeyEvent) -> bool:
    """Whether a context menu is wanted: by the Menu key or, on keyboards that have none, by Shift+F10."""
    return event.key() == Qt.Key.Key_Menu or event.keyCombination() == _NO_MENU_KEY
