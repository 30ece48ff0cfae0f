"""The line grid in a small window: numbers are whole, and the description has what room there is."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from tests.ui.orders.conftest import Keyboard, product, rows
from ui.orders.form import OrderForm
from ui.orders.line_columns import Column
from ui.orders.line_editors import PADDING, shown_text
from ui.orders.lines_view import OrderLinesView
from ui.orders.lookup_popup import CODE_WIDTH
from ui.window import Window

CAPTAIN = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
_WHOLE = (Column.PRODUCT, Column.QUANTITY, Column.PRICE, Column.DISCOUNT, Column.TAX, Column.NET)


@pytest.fixture
def grid(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, record: Callable[..., Receipt]) -> OrderLinesView:
    """Two everyday lines in a window of 1024 pixels."""
    record(product("01900000-0000-7000-8000-0000000000d1", "DDSG-001", CAPTAIN, "", "1234.56"))
    window = new_form.window()
    window.resize(1024, 700)
    found = new_form.findChild(OrderLinesView, "order_lines")
    assert found is not None
    keyboard.type("alfki\nchang\n12\nqueso cab\n3\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHANG", "12"), ("QUESO", "3")])
    QApplication.processEvents()
    return found


def cut(grid: OrderLinesView) -> list[str]:
    """The numbers that don't fit into their cells."""
    model = grid.model()
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in _WHOLE]
    room = {column: grid.columnWidth(column) - 2 * PADDING for column in _WHOLE}
    texts = [(shown_text(cell), room[Column(cell.column())]) for cell in cells]
    return [text for text, most in texts if grid.fontMetrics().horizontalAdvance(text) > most]


def test_the_description_takes_what_short_numbers_leave(window: Window, grid: OrderLinesView) -> None:
    assert grid.columnWidth(Column.DESCRIPTION) >= 160
    assert cut(grid) == []
    assert grid.horizontalScrollBar().maximum() == 0


def test_long_numbers_are_never_cut_off_and_long_words_are(
    qtbot: QtBot, window: Window, grid: OrderLinesView, keyboard: Keyboard
) -> None:
    keyboard.type("DDSG-001\n1000.5\n")
    last = 2
    qtbot.waitUntil(lambda: grid.model().index(last, Column.NET).data() == "1,235,177.28")
    assert grid.model().index(last, Column.DESCRIPTION).data() == CAPTAIN
    assert cut(grid) == []
    assert grid.columnWidth(Column.DESCRIPTION) >= 80
    assert grid.horizontalScrollBar().maximum() == 0
    assert shown_text(grid.model().index(last, Column.STOCK)).startswith("▲ 1,000.5 ")


def test_a_wide_window_gives_room_to_the_description_first(window: Window, grid: OrderLinesView) -> None:
    before = grid.columnWidth(Column.DESCRIPTION)
    window.resize(1440, 900)
    QApplication.processEvents()
    assert not grid.isColumnHidden(Column.UNIT)
    assert grid.columnWidth(Column.DESCRIPTION) > before


def test_a_long_name_is_to_be_read_among_the_matches(
    qtbot: QtBot, window: Window, grid: OrderLinesView, keyboard: Keyboard
) -> None:
    keyboard.type("ddsg")
    popup = window.findChild(QWidget, "order_product_popup")
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    whole = popup.fontMetrics().horizontalAdvance(f"{CAPTAIN} 0 available 1,234.56")
    assert CODE_WIDTH + whole < popup.width() <= window.width()
