"""A page of orders with a few of every kind."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from domain.instants import business_day, now
from domain.orders.commands import CancelOrder, PlaceOrder
from tests.ui.trading import BOLID, CHAI, TIME_ZONE, customer, opened, placed, product, received
from ui.desk import Desk
from ui.filters.bar import QueryBar
from ui.orders.page import OrdersPage
from ui.table.model import ListModel
from ui.theme import Theme

Record = Callable[..., object]


class Book:
    """The orders that were placed, by what is special about them; each is worth 18 a piece."""

    def __init__(self) -> None:
        # The desk learns of the business's day with the first order; this machine may have another one until then.
        today = business_day(now(), TIME_ZONE)
        self.late = placed(1, on=today - timedelta(40), due_on=today - timedelta(3))
        self.due_today = placed(2, on=today, due_on=today)
        self.large = placed(100, on=today - timedelta(1), by=BOLID, due_on=today + timedelta(30))
        self.cancelled = placed(3, on=today - timedelta(10))
        self.all = (self.late, self.due_today, self.large, self.cancelled)


@pytest.fixture
def book(record: Record) -> Book:
    """Two customers and four orders."""
    made = Book()
    record(
        opened(),
        customer(),
        customer(BOLID, "BOLID", "Bólido Comidas"),
        product(CHAI),
        received(500),
        *made.all,
        CancelOrder(order_id=made.cancelled.order_id, reason="Changed their mind"),
    )
    return made


@pytest.fixture
def page(qtbot: QtBot, book: Book, desk: Desk, theme: Theme) -> Iterator[OrdersPage]:
    """The page, shown, with all four orders."""
    made = OrdersPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.table.model().rowCount() == 4)
    made.bar.search.setFocus()
    qtbot.waitUntil(made.bar.search.hasFocus)
    yield made
    made.close()


@pytest.fixture
def bar(page: OrdersPage) -> QueryBar:
    """Its search box and chips."""
    return page.bar


@pytest.fixture
def shows(qtbot: QtBot, page: OrdersPage) -> Callable[..., None]:
    """Wait until the list shows exactly these orders."""
    model = page.table.model()
    assert isinstance(model, ListModel)

    def wait(*orders: PlaceOrder) -> None:
        wanted = {order.order_id for order in orders}

        def arrived() -> bool:
            rows = [model.row_at(rank) for rank in range(model.rowCount())]
            return {row.key for row in rows if row is not None} == wanted and len(rows) == len(wanted)

        qtbot.waitUntil(arrived)

    return wait


@pytest.fixture
def said(bar: QueryBar) -> Callable[[], list[str]]:
    """What the chips say."""
    return lambda: [chip.text for chip in bar.chips]
