"""A window beside another process that projects: it shows what that one does, and takes over from it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

import main
from tests.ui import trading
from ui.desk import Desk
from ui.theme import Theme
from ui.widgets.switch import ModeSwitch
from ui.widgets.toast import Toast
from ui.window import Window


@pytest.fixture
def other(tmp_path: Path) -> Iterator[ExitStack]:
    """What the other process holds open."""
    with ExitStack() as stack:
        stack.enter_context(main.open_docket(tmp_path))
        yield stack


def test_the_switch_is_out_of_reach_until_the_window_projects_itself(
    qtbot: QtBot, other: ExitStack, tmp_path: Path, theme: Theme
) -> None:
    with main.open_docket(tmp_path) as docket:
        desk = Desk(docket)
        window = Window(desk, theme)
        qtbot.addWidget(window)
        window.show()
        switch = window.findChild(ModeSwitch, "projection_mode")
        assert switch is not None
        qtbot.waitUntil(lambda: not switch.isEnabled())
        window.toggle_mode()
        assert "Another Docket projects here" in window.findChildren(Toast)[-1].accessibleName()
        other.close()
        desk.send(trading.customer())
        qtbot.waitUntil(switch.isEnabled)
        window.toggle_mode()
        side = switch.findChild(QRadioButton, "projection_mode_sync")
        assert side is not None
        qtbot.waitUntil(side.isChecked)
        window.close()
        desk.close()
