"""What a mark counts is what the list behind it shows."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import main
from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.messages import Receipt
from domain.orders.commands import CancelOrder, RecordPayment, SaveDraft, ShipOrder
from domain.orders.content import OrderContent
from domain.products.commands import AddProduct
from domain.products.events import ProductDetails
from readmodel.listing.queries import OpenView
from readmodel.orders.list_spec import ORDERS
from readmodel.sales.answers import By, Period
from tests.ui import trading
from ui.desk import Desk
from ui.intents import ShowPage
from ui.orders.fields import ORDER_WORDS
from ui.query.parsing import parse
from ui.query.resolving import Here, view_of
from ui.query.values import Writing
from ui.query.vocabulary import vocabulary_of
from ui.sales.periods import Against, Choice, Span
from ui.sales.reading import SalesView, sales_view
from ui.widgets.ranking import Ranking
from ui.window import Window

VOCABULARY = vocabulary_of(ORDERS, ORDER_WORDS)


def numbers_of(docket: main.Docket, desk: Desk, opens: ShowPage | None) -> set[str]:
    """The numbers of the orders in the list that a mark opens."""
    assert opens is not None
    assert opens.page == "orders"
    parsed = parse(opens.query, VOCABULARY, Writing.NEUTRAL)
    assert parsed.mistake is None, (opens.query, parsed.mistake)
    here = Here(today=desk.today(), time_zone="Europe/Berlin", currency="EUR")
    view = view_of("orders", parsed.query, VOCABULARY, here, "number", falls=False)
    rows = docket.queries.ask(OpenView(view=view)).rows
    return {str(row.values[0]) for row in rows}


def trade(desk: Desk, record: Callable[..., Receipt]) -> None:
    """Orders of every kind: shipped whole and in part, paid, cancelled, drafted, old and new."""
    today = desk.today()
    abroad = CustomerPersonal(name="Bólido", billing=Address(city="Madrid", country="España, del Sur"))
    also = CustomerPersonal(name="Romero", billing=Address(city="Sevilla", country="espana, del sur"))
    record(
        trading.opened(),
        trading.customer(),
        AddCustomer(customer_id=trading.BOLID, code="BOLID", personal=abroad),
        AddCustomer(customer_id="romero", code="ROMEY", personal=also),
        AddProduct(
            product_id=trading.CHAI,
            details=ProductDetails(sku="CHAI", name="Chai", category='Tea, "loose"', price=Decimal(18)),
        ),
        AddProduct(product_id="wrap", details=ProductDetails(sku="CHAI-2", name="Wrap", tracked=False)),
        trading.received(14),
    )
    shipped = trading.placed(3, on=today - timedelta(1), due_on=today)
    partly = trading.placed(20, on=today - timedelta(5), due_on=today - timedelta(2))
    cancelled = trading.placed(1, on=today - timedelta(1))
    record(
        shipped,
        ShipOrder(order_id=shipped.order_id),
        RecordPayment(order_id=shipped.order_id, amount=3 * 1800),
        partly,
        ShipOrder(order_id=partly.order_id),
        RecordPayment(order_id=partly.order_id, amount=100),
        cancelled,
        CancelOrder(order_id=cancelled.order_id, reason="Never mind"),
        trading.placed(2, by=trading.BOLID),
        trading.placed(1, by="romero", of="wrap", on=today - timedelta(2)),
        trading.placed(2, on=today - timedelta(12), due_on=today + timedelta(5)),
        trading.placed(2, on=today - timedelta(70)),
        trading.placed(2, on=today - timedelta(200)),
        SaveDraft(order_id="draft", content=OrderContent(customer_id=trading.ALFKI, due_on=today), currency="EUR"),
    )


def seen(docket: main.Docket, desk: Desk) -> SalesView:
    today = desk.today()
    choice = Choice(span=Span.CUSTOM, custom=Period(today - timedelta(20), today), against=Against.NOTHING, by=By.WEEK)
    return sales_view(docket.queries, choice, today, "EUR")


def test_every_part_of_the_bookings_opens_its_orders(
    docket: main.Docket, desk: Desk, record: Callable[..., Receipt]
) -> None:
    trade(desk, record)
    view = seen(docket, desk)
    assert sum(int(point.record[3]) for point in view.points) == 5
    for point in view.points:
        assert len(numbers_of(docket, desk, point.opens)) == int(point.record[3])


def test_every_bar_opens_as_many_orders_as_it_counts(
    docket: main.Docket, desk: Desk, record: Callable[..., Receipt]
) -> None:
    trade(desk, record)
    view = seen(docket, desk)
    for name, counts in {
        "backlog_by_age": [2, 1, 1, 2],
        "to_pay_by_age": [3, 0, 1, 1],
        "sales_customers": [3, 1, 1],
        "sales_products": [4, 1],
        "sales_categories": [4, 1],
        "sales_countries": [3, 2],
    }.items():
        bars = view.bars[name]
        assert [int(bar.record[-1]) for bar in bars] == counts, name
        for bar in bars:
            assert len(numbers_of(docket, desk, bar.opens)) == int(bar.record[-1]), (name, bar.title)


def test_tiles_open_what_they_are_made_of(docket: main.Docket, desk: Desk, record: Callable[..., Receipt]) -> None:
    trade(desk, record)
    view = seen(docket, desk)
    counted = {name: len(numbers_of(docket, desk, figure.opens)) for name, figure in view.figures.items()}
    assert counted == {
        "bookings": 5,
        "orders": 5,
        "average": 5,
        "filled": 2,
        "on_time": 2,
        "order_to_ship": 1,
        "backlog": 6,
        "to_pay": 5,
    }
    assert view.figures["orders"].figure == "5"
    assert view.figures["filled"].figure == "50%"
    assert view.figures["on_time"].figure == "50%"
    assert (view.figures["order_to_ship"].figure, view.figures["order_to_ship"].note) == ("1 day", "90%: 1 day")


def test_a_mark_that_is_clicked_opens_the_list_with_just_its_orders(
    qtbot: QtBot, window: Window, desk: Desk, record: Callable[..., Receipt]
) -> None:
    trade(desk, record)
    sales = window.show_page("sales")
    ages = sales.findChild(Ranking, "backlog_by_age")
    assert ages is not None
    qtbot.waitUntil(lambda: len(ages.marks) == 4)
    assert ages.marks[3].note == "2 orders"
    qtbot.keyClick(ages, Qt.Key.Key_End)
    qtbot.keyClick(ages, Qt.Key.Key_Return)
    assert window.current_page == "orders"
    count = window.findChild(QLabel, "orders_count")
    assert count is not None
    qtbot.waitUntil(lambda: count.text().startswith("2 "))
