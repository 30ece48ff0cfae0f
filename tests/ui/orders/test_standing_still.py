"""Nothing in the order form moves because something is said of a field."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.orders.conftest import Keyboard, text_of
from ui.orders.form import OrderForm
from ui.window import Window

PLACES = ("order_lines", "order_ship_elsewhere", "order_net", "order_freight_shown", "order_total", "order_place")


@pytest.fixture(params=[1440, 1024])
def one_line(
    qtbot: QtBot, window: Window, new_form: OrderForm, keyboard: Keyboard, request: pytest.FixtureRequest
) -> OrderForm:
    """Bólido wants a Chai for 18; it is customer without a note."""
    window.resize(request.param, 700)
    keyboard.type("bolid\nchai\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    qtbot.waitUntil(lambda: bool(text_of(new_form, "order_customer_facts")))
    keyboard.type("2\n")
    return new_form


def places(form: OrderForm) -> dict[str, int]:
    """How far down each part of the form stands."""
    QApplication.processEvents()
    found = {name: form.findChild(QWidget, name) for name in PLACES}
    return {name: part.mapTo(form, QPoint()).y() for name, part in found.items() if part is not None}


def editor(form: OrderForm, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("order_due", "2001-01-01", "This day has passed."),
        ("order_due", "31.31.2026", "Not a date: 31.31.2026. Write it like 11/30/2026 or 2026-11-30."),
        ("order_freight", "40", "More than the goods."),
        ("order_freight", "12.345", "Amounts in EUR have 2 decimal places."),
        ("order_freight_tax", "101", "A percentage goes from 0 to 100."),
        ("order_customer", "nobody by that name", "No customer matches “nobody by that name”. Enter again: "
         "new customer “nobody by that name”."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_field_moves_nothing(
    qtbot: QtBot, one_line: OrderForm, keyboard: Keyboard, name: str, typed: str, said: str
) -> None:
    before = places(one_line)
    assert len(before) == len(PLACES)
    editor(one_line, name).setFocus()
    editor(one_line, name).selectAll()
    keyboard.type(f"{typed}\n" if name == "order_customer" else f"{typed}\t")
    about = [one_line.findChild(QLabel, f"{name}_{part}") for part in ("hint", "error")]
    qtbot.waitUntil(lambda: [part.text() for part in about if part is not None and part.isVisible()] == [said])
    assert places(one_line) == before
    shown = next(part for part in about if part is not None and part.isVisible())
    assert shown.height() >= shown.heightForWidth(shown.width())
    assert one_line.rect().contains(shown.rect().translated(shown.mapTo(one_line, QPoint())))
