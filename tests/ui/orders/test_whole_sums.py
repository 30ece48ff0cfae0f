"""What an order comes to is shown with every digit, however large it is."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.orders.conftest import Keyboard, text_of
from ui.orders.entry import TypedLine, TypedOrder
from ui.orders.form import OrderForm
from ui.orders.totals import TotalsPanel
from ui.theme import Face, font
from ui.widgets.figure import FigureLabel, face_for
from ui.window import Window


def hidden(panel: QWidget) -> list[str]:
    """The labels of which not all is in sight."""
    return [told.text() for told in panel.findChildren(QLabel) if told.isVisible() and not _whole(told)]


def _whole(told: QLabel) -> bool:
    seen = told.visibleRegion().boundingRect()
    if isinstance(told, FigureLabel):
        needed = FigureLabel.minimumSizeHint(told).width()
    else:
        needed = told.fontMetrics().boundingRect(QRect(0, 0, told.width(), 0), 0x1000, told.text()).width()
    return needed <= seen.width() and seen == told.rect()


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_the_largest_order_has_all_its_digits_in_the_panel(
    qtbot: QtBot, window: Window, new_form: OrderForm, keyboard: Keyboard, size: tuple[int, int]
) -> None:
    window.resize(*size)
    keyboard.type("alfki\nchai\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    keyboard.type("999999999\t54\t\t7\n")
    assert text_of(new_form, "order_total") == "57,779,999,942.22"
    QApplication.processEvents()
    panel = new_form.findChild(TotalsPanel)
    assert isinstance(panel, TotalsPanel)
    assert hidden(panel) == []


def test_the_panel_is_as_narrow_as_before_once_the_sum_is_small_again(
    qtbot: QtBot, window: Window, new_form: OrderForm, keyboard: Keyboard
) -> None:
    panel = new_form.parts.totals
    before = panel.width()
    keyboard.type("alfki\nchai\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    keyboard.type("999999999")
    QApplication.processEvents()
    assert panel.width() > before
    new_form.lines.setData(new_form.lines.index(0, 2), "1")
    QApplication.processEvents()
    assert panel.width() == before


def test_another_order_in_the_form_takes_over_no_freight_of_the_one_before(new_form: OrderForm) -> None:
    chest = TypedLine(description="Tea chest", quantity="1", price="20", tax="0")
    new_form.load(TypedOrder(freight="5000", lines=[chest]))
    assert text_of(new_form, "order_total") == "5,020.00"
    new_form.load(TypedOrder(lines=[chest]))
    assert text_of(new_form, "order_total") == "20.00"


def test_a_large_number_is_smaller_rather_than_cut() -> None:
    assert [face_for("57,779,999,942", width) for width in (400, 180, 60)] == [Face.FIGURE, Face.HEADING, Face.STRONG]
    assert font(Face.FIGURE).pixelSize() > font(Face.HEADING).pixelSize()
