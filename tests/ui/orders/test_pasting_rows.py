"""Rows come from a spreadsheet by key, menu or mouse, and become a line each whichever way they came."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.orders.conftest import Keyboard, rows
from ui.orders.form import OrderForm
from ui.window import Window

ROWS = "CHAI\t12\nQUESO\t3\n"


def by_key(qtbot: QtBot, window: Window, editor: QLineEdit) -> None:
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def by_edit_menu(qtbot: QtBot, window: Window, editor: QLineEdit) -> None:
    window.editing.refresh()
    window.actions_["edit.paste"].trigger()


def by_context_menu(qtbot: QtBot, window: Window, editor: QLineEdit) -> None:
    place = QPoint(5, 5)
    QApplication.sendEvent(editor, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, editor.mapToGlobal(place)))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    paste = menu.findChild(QAction, "edit-paste")
    assert paste is not None
    assert paste.isEnabled()
    menu.setActiveAction(paste)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def by_dropping(qtbot: QtBot, window: Window, editor: QLineEdit) -> None:
    dragged = QMimeData()
    dragged.setText(ROWS)
    held = (Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(editor, QDragEnterEvent(QPoint(5, 5), *held))
    QApplication.sendEvent(editor, QDropEvent(QPointF(5, 5), *held))


@pytest.mark.parametrize("way", [by_key, by_edit_menu, by_context_menu, by_dropping])
def test_rows_become_a_line_each_whichever_way_they_come(
    qtbot: QtBot,
    window: Window,
    new_form: OrderForm,
    keyboard: Keyboard,
    way: Callable[[QtBot, Window, QLineEdit], None],
) -> None:
    keyboard.type("alfki\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    editor = keyboard.at
    assert isinstance(editor, QLineEdit)
    QApplication.clipboard().setText(ROWS)
    way(qtbot, window, editor)
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "12"), ("QUESO", "3")])
