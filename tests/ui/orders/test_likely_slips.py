"""What is likely a slip is said where it is typed, and holds nobody up."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.orders.conftest import Keyboard, text_of
from ui import formats
from ui.desk import Desk
from ui.orders.form import OrderForm
from ui.orders.line_columns import Column


@pytest.fixture
def one_line(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> OrderForm:
    """Alfreds wants a Chai for 18."""
    keyboard.type("alfki\nchai\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    return new_form


def type_into(form: OrderForm, keyboard: Keyboard, name: str, text: str) -> None:
    editor = form.findChild(QLineEdit, name)
    assert editor is not None
    editor.setFocus()
    editor.selectAll()
    keyboard.type(f"{text}\t")


@pytest.mark.parametrize(
    ("days", "said"), [(-3000, "This day has passed."), (0, ""), (700, ""), (9000, "This day is years away.")]
)
def test_a_due_date_that_can_hardly_be_meant_is_asked_about(
    one_line: OrderForm, keyboard: Keyboard, desk: Desk, days: int, said: str
) -> None:
    type_into(one_line, keyboard, "order_due", formats.day(desk.today() + timedelta(days=days)))
    assert text_of(one_line, "order_due_hint") == said
    assert text_of(one_line, "order_due_error") == ""


def test_freight_above_the_goods_is_asked_about_until_there_is_more_of_them(
    one_line: OrderForm, keyboard: Keyboard
) -> None:
    type_into(one_line, keyboard, "order_freight", "180")
    assert text_of(one_line, "order_freight_hint") == "More than the goods."
    one_line.lines.setData(one_line.lines.index(0, Column.QUANTITY), "100")
    assert text_of(one_line, "order_freight_hint") == ""


def test_a_slip_holds_nobody_up(qtbot: QtBot, one_line: OrderForm, keyboard: Keyboard) -> None:
    type_into(one_line, keyboard, "order_due", "2020-01-31")
    placed: list[str] = []
    one_line.placed.connect(placed.append)
    keyboard.place()
    qtbot.waitUntil(lambda: placed == [one_line.order.order_id])
