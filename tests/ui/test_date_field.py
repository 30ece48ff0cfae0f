"""A date is typed as ever or picked from a calendar."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui import formats
from ui.desk import Desk
from ui.widgets.date_field import DateField
from ui.widgets.field import Field


@pytest.fixture
def field(host: QWidget, desk: Desk) -> DateField:
    made = DateField(desk)
    around = Field("Due", made, "due")
    around.setParent(host)
    around.show()
    return made


def calendar_of(field: DateField) -> QCalendarWidget:
    found: QCalendarWidget | None = field.findChild(QCalendarWidget, "calendar")
    assert found is not None
    return found


def days_of(calendar: QCalendarWidget) -> QWidget:
    proxy = calendar.focusProxy()
    assert proxy is not None
    return proxy


def test_the_calendar_shows_the_day_typed_and_writes_the_one_picked(qtbot: QtBot, field: DateField) -> None:
    edited: list[str] = []
    field.textEdited.connect(edited.append)
    field.setText("2026-11-30")
    qtbot.mouseClick(field.findChild(QToolButton, "pick_a_day"), Qt.MouseButton.LeftButton)
    calendar = calendar_of(field)
    assert calendar.selectedDate() == QDate(2026, 11, 30)
    qtbot.keyClick(days_of(calendar), Qt.Key.Key_Right)
    qtbot.keyClick(days_of(calendar), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.findChild(QCalendarWidget) is None)
    assert field.text() == formats.day(date(2026, 12, 1))
    assert edited == [formats.day(date(2026, 12, 1))]


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_escape_leaves_what_was_typed(qtbot: QtBot, field: DateField, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClicks(field, "some day")
    qtbot.keyClick(field, key, held)
    qtbot.keyClick(days_of(calendar_of(field)), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: field.findChild(QCalendarWidget) is None)
    assert field.text() == "some day"
    assert QApplication.activePopupWidget() is None
