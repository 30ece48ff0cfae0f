"""What is wrong is said where it stands, and nothing typed is lost over it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import main
from domain.errors import Invalid, NotFound, Refused, StoreUnavailable
from domain.messages import Receipt
from domain.products.commands import AddProduct
from domain.products.events import ProductDetails
from tests.ui.orders.conftest import Keyboard, rows, text_of
from ui import formats
from ui.desk import Desk
from ui.orders.form import OrderForm
from ui.orders.line_columns import NUMBERS, PROBLEM_ROLE, Column


@pytest.fixture
def one_line(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> OrderForm:
    """Alfreds wants a Chai, and the cursor stands in its quantity."""
    keyboard.type("alfki\nchai\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    return new_form


def problem(form: OrderForm, row: int, column: Column) -> str | None:
    text: str | None = form.lines.index(row, column).data(PROBLEM_ROLE)
    return text


@pytest.mark.parametrize(
    ("tabs", "typed", "column", "message"),
    [
        (0, "many", Column.QUANTITY, "The quantity is not a number: many"),
        (0, "0", Column.QUANTITY, "The quantity must be more than zero."),
        (0, "-2", Column.QUANTITY, "The quantity can't be below zero."),
        (1, "1,2,3", Column.PRICE, "The price could be read two ways: 1,2,3. Did you mean 123?"),
        (1, "1e400", Column.PRICE, "The price is not a number: 1e400"),
        (1, "NaN", Column.PRICE, "The price is not a number: NaN"),
        (2, "120", Column.DISCOUNT, "A percentage goes from 0 to 100."),
        (3, "x", Column.TAX, "The percentage is not a number: x"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why_and_keeps_what_was_typed(
    one_line: OrderForm, keyboard: Keyboard, tabs: int, typed: str, column: Column, message: str
) -> None:
    keyboard.type("\t" * tabs + typed)
    assert problem(one_line, 0, column) == message
    keyboard.place()
    assert one_line.isVisible()
    assert text_of(one_line, "order_form_message") == f"Line 1, {column.name.lower()}: {message}"
    assert one_line.lines.index(0, column).data() == typed
    assert keyboard.at.objectName() == f"order_line_{column.name.lower()}"


@pytest.mark.parametrize(
    ("tabs", "typed", "column", "message"),
    [
        (0, "0", Column.QUANTITY, "The quantity must be more than zero."),
        (1, "abc", Column.PRICE, "The price is not a number: abc"),
        (2, "120", Column.DISCOUNT, "A percentage goes from 0 to 100."),
        (3, "-1", Column.TAX, "The percentage can't be below zero."),
    ],
)
def test_enter_stays_in_a_cell_that_can_not_be_read_and_says_why(
    one_line: OrderForm, keyboard: Keyboard, tabs: int, typed: str, column: Column, message: str
) -> None:
    keyboard.type("\t" * tabs + typed + "\n")
    assert text_of(one_line, "order_form_message") == message
    assert keyboard.at.objectName() == f"order_line_{column.name.lower()}"
    keyboard.type("7\n")
    assert one_line.lines.index(0, column).data(Qt.ItemDataRole.EditRole) == "7"
    assert keyboard.at.objectName() == "order_line_product"


@pytest.mark.parametrize(
    ("tabs", "typed", "column", "shown"),
    [
        (0, "1000.50", Column.QUANTITY, "1,000.5"),
        (1, "54", Column.PRICE, "54.00"),
        (2, "5.0", Column.DISCOUNT, "5"),
        (3, "21.00", Column.TAX, "21"),
    ],
)
def test_a_number_is_shown_in_one_form_and_edited_as_typed(
    one_line: OrderForm, keyboard: Keyboard, tabs: int, typed: str, column: Column, shown: str
) -> None:
    keyboard.type("\t" * tabs + typed)
    assert one_line.lines.index(0, column).data() == shown
    assert one_line.lines.index(0, column).data(Qt.ItemDataRole.EditRole) == typed
    assert one_line.findChild(QLineEdit, f"order_line_{column.name.lower()}").text() == typed  # type: ignore[union-attr]


def test_a_line_that_is_only_begun_has_no_numbers(one_line: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("\nsomething")
    assert [one_line.lines.index(1, column).data() for column in NUMBERS] == [""] * len(NUMBERS)


def test_numbers_are_read_in_the_persons_locale(one_line: OrderForm, keyboard: Keyboard) -> None:
    formats.use_locale("de_DE")
    keyboard.type("1,5\t1.000,25")
    understood = one_line.lines.understood(0)
    assert understood is not None
    assert understood.entry is not None
    assert (understood.entry.quantity, understood.entry.unit_price) == (Decimal("1.5"), Decimal("1000.25"))


def test_an_order_without_customer_or_lines_says_what_is_missing(new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.place()
    assert text_of(new_form, "order_customer_error") == "An order needs a customer."
    assert text_of(new_form, "order_form_message") == "An order needs at least one line."
    assert keyboard.at.objectName() == "order_customer"


def test_a_customer_nobody_knows_is_said_and_the_choice_made_before_stands(
    qtbot: QtBot, one_line: OrderForm, keyboard: Keyboard
) -> None:
    one_line.parts.head.customer.setFocus()
    one_line.parts.head.customer.selectAll()
    keyboard.type("nobody\n")
    qtbot.waitUntil(lambda: "No customer matches" in text_of(one_line, "order_customer_error"))
    assert one_line.order.customer is not None
    keyboard.place()
    qtbot.waitUntil(lambda: not one_line._waiting)
    assert one_line.isVisible()


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("order_due", "31.31.2026", "Not a date: 31.31.2026. Write it like 11/30/2026 or 2026-11-30."),
        ("order_freight", "12.345", "Amounts in EUR have 2 decimal places."),
        ("order_freight_tax", "101", "A percentage goes from 0 to 100."),
    ],
)
def test_a_field_that_cannot_be_read_says_why_under_it(
    one_line: OrderForm, keyboard: Keyboard, field: str, typed: str, message: str
) -> None:
    editor = one_line.findChild(QLineEdit, field)
    assert editor is not None
    editor.setFocus()
    keyboard.type(typed)
    keyboard.place()
    assert text_of(one_line, f"{field}_error") == message
    assert editor.text() == typed
    assert keyboard.at is editor
    keyboard.type("9")
    assert text_of(one_line, f"{field}_error") == ""


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("order_due", "abc", "Not a date: abc. Write it like 11/30/2026 or 2026-11-30."),
        ("order_freight", "-5", "The amount can't be below zero."),
        ("order_freight_tax", "120", "A percentage goes from 0 to 100."),
    ],
)
def test_a_field_says_what_is_wrong_once_it_is_left(
    one_line: OrderForm, keyboard: Keyboard, field: str, typed: str, message: str
) -> None:
    editor = one_line.findChild(QLineEdit, field)
    assert editor is not None
    editor.setFocus()
    keyboard.type(typed)
    assert text_of(one_line, f"{field}_error") == ""
    keyboard.type("\t")
    assert text_of(one_line, f"{field}_error") == message


def test_what_is_wrong_with_a_field_is_said_while_somebody_types_in_another(
    one_line: OrderForm, keyboard: Keyboard
) -> None:
    for name, typed in (("order_freight", "12.345"), ("order_freight_tax", "7"), ("order_due", "abc")):
        editor = one_line.findChild(QLineEdit, name)
        assert editor is not None
        editor.setFocus()
        keyboard.type(f"{typed}\t")
    one_line.findChild(QLineEdit, "order_reference").setFocus()  # type: ignore[union-attr]
    keyboard.type("PO 7")
    assert text_of(one_line, "order_freight_error") == "Amounts in EUR have 2 decimal places."
    assert text_of(one_line, "order_due_error").startswith("Not a date")


def test_a_due_date_counted_from_today_shows_its_day(one_line: OrderForm, keyboard: Keyboard, desk: Desk) -> None:
    editor = one_line.findChild(QLineEdit, "order_due")
    assert editor is not None
    editor.setFocus()
    keyboard.type("+14\t")
    assert editor.text() == formats.day(desk.today() + timedelta(days=14))
    assert one_line.order.due == editor.text()


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [("order_freight", "1500", "1,500.00"), ("order_freight", "", ""), ("order_freight_tax", "21.00", "21")],
)
def test_freight_is_shown_as_it_was_read_once_it_is_left(
    one_line: OrderForm, keyboard: Keyboard, field: str, typed: str, shown: str
) -> None:
    editor = one_line.findChild(QLineEdit, field)
    assert editor is not None
    editor.setFocus()
    keyboard.type(f"{typed}\t")
    assert editor.text() == shown
    assert shown in (one_line.order.freight, one_line.order.freight_tax)


@pytest.mark.parametrize(
    ("refusal", "column"),
    [
        (Invalid("Too many.", "lines.0.quantity"), Column.QUANTITY),
        (NotFound("There is no such product.", "lines.0.product_id"), Column.PRODUCT),
    ],
)
def test_what_the_bus_refuses_marks_its_cell_until_it_is_changed(
    one_line: OrderForm, refusal: Refused, column: Column
) -> None:
    one_line._refused(refusal)
    assert problem(one_line, 0, column) == refusal.message
    assert refusal.message in text_of(one_line, "order_form_message")
    one_line.lines.setData(one_line.lines.index(0, column), "2")
    assert problem(one_line, 0, column) != refusal.message


def test_a_store_that_is_away_is_said_and_the_form_stays(one_line: OrderForm) -> None:
    one_line._refused(StoreUnavailable("The write store can't be reached."))
    assert text_of(one_line, "order_form_message") == "The write store can't be reached."
    assert one_line.parts.place.isEnabled()
    assert rows(one_line) == [("CHAI", "1")]


def test_the_worked_case_adds_up(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, record: Callable[..., Receipt], docket: main.Docket
) -> None:
    """16 × 348.35 less 4 % at 22 % is net 5350.66 and gross 6527.81."""
    details = ProductDetails(sku="PUMP", name="Pump", price=Decimal("348.35"), tax_rate=Decimal(22))
    record(AddProduct(product_id="pump", details=details))
    keyboard.type("alfki\npump\n16\t\t4\n")
    qtbot.waitUntil(lambda: text_of(new_form, "order_total") == "6,527.81")
    assert text_of(new_form, "order_net") == "5,350.66"
