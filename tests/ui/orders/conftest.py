"""A desk with a few customers and products, and hands on a keyboard."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.messages import Receipt
from domain.products.commands import AddProduct
from domain.products.events import ProductDetails
from tests.ui import trading
from ui.orders.form import OrderForm
from ui.orders.forms import OrderForms
from ui.window import Window

QUESO = "01900000-0000-7000-8000-0000000000c2"
PAVLOVA = "01900000-0000-7000-8000-0000000000c3"
CHANG = "01900000-0000-7000-8000-0000000000c4"
_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


def product(id: str, sku: str, name: str, barcode: str, price: str) -> AddProduct:
    details = ProductDetails(sku=sku, name=name, barcode=barcode, price=Decimal(price), tax_rate=Decimal(19))
    return AddProduct(product_id=id, details=details)


@pytest.fixture
def stocked(record: Callable[..., Receipt]) -> None:
    """Two customers, four products, five Chai on the shelf; business in euros."""
    record(
        trading.opened(),
        AddCustomer(
            customer_id=trading.ALFKI,
            code="ALFKI",
            personal=CustomerPersonal(name="Alfreds Futterkiste", note="Pays late"),
        ),
        trading.customer(trading.BOLID, "BOLID", "Bólido Comidas preparadas"),
        product(trading.CHAI, "CHAI", "Chai", "4006381333931", "18"),
        product(CHANG, "CHANG", "Chang", "4006381333962", "19"),
        product(QUESO, "QUESO", "Queso Cabrales", "4006381333948", "21"),
        product(PAVLOVA, "PAV-1", "Pavlova", "4006381333955", "17.45"),
        trading.received(5),
    )


class Keyboard:
    """Types at whatever has the focus, as fast as it goes, and never waits for an answer."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self._qtbot = qtbot
        self._window = window

    def type(self, text: str) -> None:
        for character in text:
            self.press(_KEYS[character]) if character in _KEYS else self._qtbot.keyClicks(self.at, character)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.at, key, held)

    def place(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def come_back(self) -> None:
        """Activate the window again after a dialog, as a window manager does."""
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)

    @property
    def at(self) -> QWidget:
        return QApplication.focusWidget() or self._window


@pytest.fixture
def keyboard(qtbot: QtBot, stocked: None, window: Window) -> Keyboard:
    """Hands on the keyboard of an active window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Keyboard(qtbot, window)


@pytest.fixture
def forms(window: Window) -> Iterator[OrderForms]:
    """What opens order forms in the window."""
    return window.routes.forms


@pytest.fixture
def new_form(qtbot: QtBot, keyboard: Keyboard, forms: OrderForms) -> OrderForm:
    """A form opened with Ctrl+N."""
    keyboard.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: forms.form is not None and keyboard.at.objectName() == "order_customer")
    assert forms.form is not None
    return forms.form


def text_of(parent: QWidget, name: str) -> str:
    found = parent.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def rows(form: OrderForm) -> list[tuple[str, str]]:
    """SKU or text, and quantity, of each line."""
    return [
        (line.product.sku if line.product else line.description or line.search, line.quantity)
        for line in form.lines.lines
    ]
