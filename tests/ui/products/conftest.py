"""A window for dialogs to lie over."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    """The window that a dialog lies over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made
