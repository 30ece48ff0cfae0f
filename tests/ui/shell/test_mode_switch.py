"""The switch between synchronous and asynchronous projection, in the status line."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from readmodel.control import Mode
from ui.desk import Desk
from ui.widgets.switch import ModeSwitch
from ui.window import Window


class Painted(QObject):
    """Gathers what of a widget is painted anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def mode_side(window: Window, mode: Mode) -> QRadioButton:
    found = window.findChild(QRadioButton, f"projection_mode_{mode}")
    assert found is not None
    return found


def test_the_side_of_the_switch_that_is_in_force_is_checked(qtbot: QtBot, window: Window, desk: Desk) -> None:
    assert mode_side(window, Mode.ASYNC).isChecked()
    qtbot.mouseClick(mode_side(window, Mode.SYNC), Qt.MouseButton.LeftButton)
    assert desk.control.mode is Mode.SYNC
    assert mode_side(window, Mode.SYNC).isChecked()
    window.actions_["projection.switch"].trigger()
    qtbot.waitUntil(mode_side(window, Mode.ASYNC).isChecked)
    assert desk.control.mode is Mode.ASYNC


@pytest.mark.parametrize("mode", list(Mode))
def test_pressing_the_side_of_the_switch_that_is_in_force_changes_nothing(
    qtbot: QtBot, window: Window, desk: Desk, mode: Mode
) -> None:
    window.set_mode(mode)
    qtbot.waitUntil(mode_side(window, mode).isChecked)
    qtbot.mouseClick(mode_side(window, mode), Qt.MouseButton.LeftButton)
    assert desk.control.mode is mode
    assert mode_side(window, mode).isChecked()


def test_arrow_keys_choose_a_side_of_the_switch(qtbot: QtBot, window: Window, desk: Desk) -> None:
    window.activateWindow()
    mode_side(window, Mode.ASYNC).setFocus()
    qtbot.waitUntil(mode_side(window, Mode.ASYNC).hasFocus)
    qtbot.keyClick(mode_side(window, Mode.ASYNC), Qt.Key.Key_Right)
    assert desk.control.mode is Mode.ASYNC
    qtbot.keyClick(mode_side(window, Mode.ASYNC), Qt.Key.Key_Left)
    assert desk.control.mode is Mode.SYNC
    assert mode_side(window, Mode.SYNC).hasFocus()
    qtbot.keyClick(mode_side(window, Mode.SYNC), Qt.Key.Key_Space)
    assert desk.control.mode is Mode.SYNC
    qtbot.keyClick(mode_side(window, Mode.SYNC), Qt.Key.Key_Right)
    assert desk.control.mode is Mode.ASYNC


def test_the_ring_around_the_switch_comes_and_goes_whole(qtbot: QtBot, window: Window) -> None:
    window.activateWindow()
    switch = window.findChild(ModeSwitch)
    assert switch is not None
    qtbot.waitUntil(switch.isVisible)
    painted = Painted(switch)
    for gone_to in (mode_side(window, Mode.ASYNC), window.menuBar()):
        painted.region = QRegion()
        gone_to.setFocus()
        qtbot.waitUntil(gone_to.hasFocus)
        qtbot.waitUntil(lambda: painted.region.contains(switch.rect().center()))
        assert painted.region.boundingRect() == switch.rect()
