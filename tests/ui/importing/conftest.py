"""The import dialog, and what its tests do with it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.importing.dialog import ImportDialog
from ui.theme import Theme

GOOD = (
    "order_number,placed_at,customer_code,customer_name,sku,quantity,unit_price,currency\n"
    "A-1,2026-03-02,C1,Café Amsel,X1,2,3.50,EUR\nA-2,2026-03-03,C1,Café Amsel,X1,1,3.50,EUR\n"
)
ONE_BAD = GOOD + "A-3,2026-03-04,C1,Café Amsel,X1,none,3.50,EUR\n"


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, theme: Theme) -> ImportDialog:
    made = ImportDialog(desk, "orders", None)
    qtbot.addWidget(made)
    made.open()
    return made


def button(dialog: ImportDialog, name: str) -> QPushButton:
    return dialog.findChild(QPushButton, name)


def message(dialog: ImportDialog) -> str:
    return dialog.findChild(QLabel, "import_message").text()


def take(qtbot: QtBot, dialog: ImportDialog, path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog._job is None)


def press(qtbot: QtBot, dialog: ImportDialog, name: str) -> None:
    qtbot.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._job is None)
