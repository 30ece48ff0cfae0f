"""A scanner reads on, whatever became of the code before: none is lost, and an unknown one stays in sight."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.orders.conftest import Keyboard, rows, text_of
from ui.orders.form import OrderForm
from ui.orders.forms import OrderForms
from ui.orders.line_columns import PROBLEM_ROLE, UNDECIDED_ROLE, Column
from ui.orders.product_lookup import is_barcode, is_code

CHAI, QUESO, PAVLOVA = "4006381333931", "4006381333948", "4006381333955"
UNKNOWN, OTHER = "4006381333924", "5901234123457"


def settled(form: OrderForm, keyboard: Keyboard) -> bool:
    """Whether nothing is waited for and the line to come is open."""
    return keyboard.at.objectName() == "order_line_product" and form.parts.grid.undecided() is None


def said(form: OrderForm) -> str:
    return text_of(form, "order_form_message")


@pytest.mark.parametrize("ending", ["\n", "\n\n"])
def test_scans_typed_ahead_leave_an_unknown_code_on_a_line_of_its_own(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, ending: str
) -> None:
    codes = (CHAI, UNKNOWN, QUESO, OTHER)
    keyboard.type("alfki\n" + "".join(code + ending for code in codes))
    expected = [("CHAI", "1"), (UNKNOWN, ""), ("QUESO", "1"), (OTHER, "")]
    qtbot.waitUntil(lambda: rows(new_form) == expected and settled(new_form, keyboard))
    assert new_form.lines.index(1, Column.PRODUCT).data(PROBLEM_ROLE) == f"No product chosen yet for “{UNKNOWN}”."
    assert new_form.lines.index(1, Column.DESCRIPTION).data(UNDECIDED_ROLE) == "No product"
    assert new_form.lines.index(0, Column.DESCRIPTION).data(UNDECIDED_ROLE) is None
    assert said(new_form) == f"Line 4: no product matches “{OTHER}”. Correct the line, or remove it."


@pytest.mark.parametrize("code", [UNKNOWN, "ABC-99", "12345678-X", "1234567890123456"])
def test_an_unknown_code_read_into_a_quantity_leaves_the_quantity_as_it_was(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, code: str
) -> None:
    keyboard.type(f"alfki\n{CHAI}\n3\n{QUESO}\n{code}\n{CHAI}\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "4"), ("QUESO", "1"), (code, "")])


def test_a_line_removed_while_its_quantity_is_looked_up_leaves_the_others_as_they_are(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type(f"alfki\n{CHAI}\n{QUESO}\n7\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "1"), ("QUESO", "7")] and settled(new_form, keyboard))
    new_form.parts.grid.go_to(0, Column.QUANTITY)
    keyboard.type(f"{PAVLOVA}\n")
    new_form.parts.remove.click()
    qtbot.waitUntil(lambda: rows(new_form) == [("QUESO", "7"), ("PAV-1", "1")])


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        ("1o", "The quantity is not a number: 1o"),
        ("-5", "The quantity can't be below zero."),
        ("1.23456789", "The quantity has more than 6 decimal places."),
    ],
)
def test_a_slip_in_a_quantity_stays_there(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, slip: str, message: str
) -> None:
    keyboard.type(f"alfki\n{CHAI}\n{slip}\n")
    qtbot.waitUntil(lambda: said(new_form) == message)
    assert rows(new_form) == [("CHAI", slip)]


def test_an_order_with_an_unknown_code_is_not_placed_before_that_is_mended(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms
) -> None:
    keyboard.type(f"alfki\n{CHAI}\n{UNKNOWN}\n{QUESO}\n")
    qtbot.waitUntil(lambda: len(rows(new_form)) == 3 and keyboard.at.objectName() == "order_line_quantity")
    keyboard.place()
    assert said(new_form) == f"Line 2, product: No product chosen yet for “{UNKNOWN}”."
    assert forms.form is new_form
    assert keyboard.at.objectName() == "order_line_product"
    keyboard.type("pav\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "1"), ("PAV-1", "1"), ("QUESO", "1")])
    keyboard.place()
    qtbot.waitUntil(lambda: forms.form is None)


def test_an_unknown_code_can_be_removed(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type(f"alfki\n{UNKNOWN}\n")
    qtbot.waitUntil(lambda: rows(new_form) == [(UNKNOWN, "")] and settled(new_form, keyboard))
    keyboard.press(Qt.Key.Key_Up)
    keyboard.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert rows(new_form) == []


def test_whoever_comes_back_to_an_unknown_code_can_make_a_text_line_of_it(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type(f"alfki\n{UNKNOWN}\n")
    qtbot.waitUntil(lambda: rows(new_form) == [(UNKNOWN, "")] and settled(new_form, keyboard))
    keyboard.press(Qt.Key.Key_Up)
    keyboard.type("\n")
    qtbot.waitUntil(lambda: "Enter again" in said(new_form))
    keyboard.type("\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    assert new_form.lines.line(0).description == UNKNOWN


@pytest.mark.parametrize("typed", ["20261124", "402638133393", "ABC-1234567"])
def test_what_is_no_barcode_is_not_taken_for_one(typed: str) -> None:
    assert not is_barcode(typed)


def test_barcodes_and_codes_are_told_from_words() -> None:
    assert is_barcode("96385074")
    assert is_barcode(CHAI)
    assert is_code("DEL-770")
    assert not is_code("gift wrapping")
    assert not is_code("12 candles")
    assert not is_code("queso")
