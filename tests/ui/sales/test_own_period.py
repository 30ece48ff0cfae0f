"""A period of one's own on the Sales page, typed day by day."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from tests.ui import trading
from tests.ui.sales.conftest import Record, choose, part, show
from ui.desk import Desk
from ui.sales.page import SalesPage
from ui.sales.periods import Against, Span


def choose_own(page: SalesPage) -> None:
    """Choose to say the days oneself."""
    box = part(page, QComboBox, "sales_period")
    box.setCurrentIndex(box.findData(Span.CUSTOM))
    box.activated.emit(box.currentIndex())


def test_a_period_of_ones_own_is_typed_and_its_mistakes_are_told_at_the_field(
    qtbot: QtBot, page: SalesPage, desk: Desk, record: Record
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1))
    show(qtbot, page)
    choose(qtbot, page, "sales_by", "day")
    choose_own(page)
    first, last = part(page, QLineEdit, "sales_first"), part(page, QLineEdit, "sales_last")
    error = part(page, QLabel, "sales_days_error")
    first.setText("2026-02-31")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert first.property("state") == "error"
    assert error.isVisible()
    assert error.text().startswith("Not a date")
    choose(qtbot, page, "sales_against", Against.NOTHING)
    assert first.text() == "2026-02-31"
    assert error.isVisible()
    first.clear()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert error.text() == "The first day is missing."
    first.setText((desk.today() + timedelta(1)).isoformat())
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert error.text() == "The last day is before the first."
    assert last.property("state") == "error"
    first.setText((desk.today() - timedelta(2)).isoformat())
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view is not None and len(page.view.points) == 3)
    assert first.property("state") == ""
    assert error.isHidden()


def test_tab_goes_from_the_days_of_a_period_on_to_the_boxes_beside_them(
    qtbot: QtBot, page: SalesPage, record: Record
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1))
    show(qtbot, page)
    choose_own(page)
    page.activateWindow()
    at = part(page, QLineEdit, "sales_first")
    at.setFocus()
    qtbot.waitUntil(at.hasFocus)
    for kind, name in (
        (QLineEdit, "sales_last"),
        (QComboBox, "sales_period"),
        (QComboBox, "sales_against"),
        (QComboBox, "sales_by"),
    ):
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        at = part(page, kind, name)
        assert at.hasFocus(), name


@pytest.mark.parametrize("field", ["sales_first", "sales_last"])
@pytest.mark.parametrize("day", ["0001-01-01", "1970-12-31", "2500-01-01", "9999-12-31"])
def test_a_day_on_which_nothing_can_be_recorded_begins_or_ends_no_period(
    qtbot: QtBot, page: SalesPage, desk: Desk, record: Record, field: str, day: str
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1))
    show(qtbot, page)
    choose_own(page)
    before = page.picker.choice
    typed = part(page, QLineEdit, field)
    typed.setText(day)
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert typed.property("state") == "error"
    title = typed.accessibleName()
    assert part(page, QLabel, "sales_days_error").text() == f"{title} is not in the years 1971 to 2499."
    assert page.picker.choice == before
