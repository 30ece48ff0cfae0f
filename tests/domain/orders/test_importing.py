from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from domain.addresses import Address
from domain.customers.events import CustomerAdded, CustomerPersonal
from domain.errors import AlreadyRecorded, CurrencyMismatch, Invalid, NotFound
from domain.messages import Recorded
from domain.orders.commands import CancelOrder, ImportedLine, ImportOrder
from domain.orders.content import Buyer, OrderContent, OrderStatus, ShippedLine
from domain.orders.events import OrderCompleted, OrderNoted, OrderPlaced, OrderShipped, PaymentRecorded
from domain.orders.order import Order
from domain.products.events import ProductAdded, ProductDetails, StockBackordered, StockReserved
from domain.products.stock import Stock
from tests.domain.samples import DEPOT, HOME, NOW, SERVICE, VINET, add_customer, add_product, at, freight, receive
from tests.domain.scenario import Scenario

PLACED, SHIPPED = at("1996-07-04T09:00"), at("1996-07-16T15:00")
CHEESE = ImportedLine(sku="11", description="Queso Cabrales", quantity=Decimal(12), unit_price=Decimal(14))
TEXT = ImportedLine(description="Engraving", quantity=Decimal(1), unit_price=Decimal(5))
FILE = ImportOrder(
    order_id="order",
    source_number="10248",
    customer_code="VINET",
    buyer=Buyer(name="Vins et alcools Chevalier", ship_to=HOME),
    lines=(CHEESE,),
    content=OrderContent(due_on=date(1996, 8, 1), charges=(freight(32_38),)),
    currency="USD",
    placed_at=PLACED,
)


def read(**changed: object) -> ImportOrder:
    return replace(FILE, **{"command_id": f"read {sorted(changed.items(), key=str)}", **changed})


def told(records: list[Recorded]) -> list[tuple[str, int]]:
    """What happened to the order, and when in business it happened."""
    return [(type(record.event).__name__, record.occurred_at) for record in records if record.stream == "order-order"]


def test_a_shipped_order_is_placed_and_shipped_on_its_dates_and_leaves_stock_alone(desk: Scenario) -> None:
    desk.given(add_customer(), add_product("cheese", ProductDetails(sku="11", name="Queso")), receive(20, "cheese"))
    before = desk.state(Stock, "cheese")
    desk.when(read(shipped_at=SHIPPED))
    assert told(desk.recorded()) == [("OrderPlaced", PLACED), ("OrderShipped", SHIPPED)]
    assert desk.state(Stock, "cheese") == before
    placed = desk.the(OrderPlaced)
    assert not placed.lines[0].tracked
    assert desk.the(OrderShipped).lines == (ShippedLine(placed.lines[0].line_id, Decimal(12)),)


def test_an_order_that_is_not_shipped_is_open_and_reserves_now(desk: Scenario) -> None:
    desk.given(add_customer(), add_product("cheese", ProductDetails(sku="11", name="Queso")), receive(10, "cheese"))
    desk.when(read())
    reserved, waits = desk.recorded(StockReserved)[0], desk.the(StockBackordered)
    assert (reserved.event.quantity, reserved.occurred_at) == (10, NOW)
    assert (waits.quantity, waits.due_on, waits.waiting_since) == (2, date(1996, 8, 1), PLACED)
    assert desk.state(Order, "order").status is OrderStatus.OPEN


def test_the_number_is_of_the_orders_own_year(desk: Scenario) -> None:
    desk.when(read())
    assert desk.the(OrderPlaced).number == "SO-1996-00001"


def test_money_and_origin_are_as_the_file_says(desk: Scenario) -> None:
    line = replace(CHEESE, discount_percent=Decimal(15), tax_rate=Decimal("5.5"))
    desk.when(read(lines=(line, TEXT), channel="shop"))
    placed = desk.the(OrderPlaced)
    assert [(line.sku, line.net) for line in placed.lines] == [("11", 142_80), ("", 5_00)]
    assert (placed.totals.net, placed.totals.charges, placed.totals.tax) == (147_80, 32_38, 7_85)
    assert (placed.channel, placed.source_number, placed.currency) == ("shop", "10248", "USD")


def test_an_order_is_recorded_once_however_its_number_is_written(desk: Scenario) -> None:
    desk.given(read(source_number="R-1"))
    desk.when(read(order_id="again", source_number=" r-1 ")).then_refused(AlreadyRecorded, "source_number")
    desk.when(read(order_id="again", source_number="R-1", channel="shop"))
    assert desk.the(OrderPlaced).order_id == "again"


def test_a_cancelled_order_is_not_recorded_again(desk: Scenario) -> None:
    desk.given(read(), CancelOrder(order_id="order", reason="x"))
    desk.when(read(order_id="again")).then_refused(AlreadyRecorded, "source_number")


def test_unknown_customers_and_products_are_created(desk: Scenario) -> None:
    desk.when(read(lines=(CHEESE, replace(CHEESE, sku=" 11 "), replace(CHEESE, sku="12"))))
    added = desk.the(CustomerAdded)
    assert (added.code, added.personal) == ("VINET", CustomerPersonal(name=VINET.name, shipping=HOME))
    products = [record.event.details for record in desk.recorded(ProductAdded)]
    assert products == [ProductDetails(sku=sku, name="Queso Cabrales", price=Decimal(14)) for sku in ("11", "12")]
    assert len({line.product_id for line in desk.the(OrderPlaced).lines}) == 2


def test_a_customer_without_a_name_goes_by_the_code(desk: Scenario) -> None:
    desk.when(read(buyer=Buyer(name="")))
    assert desk.the(CustomerAdded).personal.name == desk.the(OrderPlaced).buyer.name == "VINET"


def test_known_customers_and_products_are_found_however_they_are_written(desk: Scenario) -> None:
    desk.given(add_customer(), add_product("wrap", SERVICE))
    desk.when(read(customer_code=" vinet", lines=(replace(CHEESE, sku="wrap "),)))
    (record,) = desk.recorded(OrderPlaced)
    assert (record.event.customer_id, record.event.lines[0].product_id) == ("vinet", "wrap")
    assert desk.recorded(CustomerAdded) == desk.recorded(ProductAdded) == []


def test_nothing_is_created_where_that_is_not_wanted(desk: Scenario) -> None:
    desk.when(read(create_missing=False)).then_refused(NotFound, "customer_code")
    desk.given(add_customer(), add_product())
    lines = (replace(CHEESE, sku="CHAI"), CHEESE)
    desk.when(read(create_missing=False, lines=lines)).then_refused(NotFound, "lines.1.sku")


def test_what_the_file_leaves_out_of_the_buyer_is_as_the_customer_is_known(desk: Scenario) -> None:
    desk.given(add_customer())
    desk.when(read(buyer=Buyer(name=""), content=OrderContent(ship_to=DEPOT)))
    assert desk.the(OrderPlaced).buyer == Buyer(name=VINET.name, email=VINET.email, bill_to=HOME, ship_to=DEPOT)


@pytest.mark.parametrize(("paid", "amount"), [(True, 200_38), (5_00, 5_00)])
def test_paid_is_an_amount_or_all_of_it(desk: Scenario, paid: bool | int, amount: int) -> None:
    desk.when(read(paid=paid))
    assert told(desk.recorded())[-1] == ("PaymentRecorded", PLACED)
    assert desk.the(PaymentRecorded).amount == amount


@pytest.mark.parametrize("paid", [False, 0])
def test_what_is_not_paid_is_no_payment(desk: Scenario, paid: bool | int) -> None:
    desk.when(read(paid=paid))
    assert desk.recorded(PaymentRecorded) == []


def test_an_order_shipped_and_paid_in_full_is_closed(desk: Scenario) -> None:
    desk.when(read(shipped_at=SHIPPED, paid=True, note=" Fragile "))
    assert told(desk.recorded()) == [
        ("OrderPlaced", PLACED),
        ("OrderNoted", PLACED),
        ("OrderShipped", SHIPPED),
        ("PaymentRecorded", SHIPPED),
        ("OrderCompleted", SHIPPED),
    ]
    assert desk.the(OrderNoted).text == "Fragile"
    assert desk.the(OrderCompleted)


def test_a_shipment_on_the_day_of_placing_counts_from_the_placing(desk: Scenario) -> None:
    desk.when(read(shipped_at=at("1996-07-03T22:00")))  # midnight in Berlin, as a mere date is read
    assert told(desk.recorded()) == [("OrderPlaced", PLACED), ("OrderShipped", PLACED)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"source_number": " "}, "source_number"),
        ({"channel": ""}, "channel"),
        ({"channel": "shop/10248", "source_number": "1"}, "channel"),
        ({"customer_code": ""}, "customer_code"),
        ({"customer_code": "x" * 65}, "customer_code"),
        ({"buyer": Buyer(name="a\0")}, "customer_name"),
        ({"buyer": Buyer(name="", email="nobody")}, "email"),
        ({"buyer": Buyer(name="", ship_to=Address(city="x" * 201))}, "ship_to.city"),
        ({"lines": ()}, "lines"),
        ({"lines": (TEXT, replace(CHEESE, quantity=Decimal(0)))}, "lines.1.quantity"),
        ({"lines": (TEXT, replace(CHEESE, quantity=Decimal("-2")))}, "lines.1.quantity"),
        ({"lines": (TEXT, replace(CHEESE, unit_price=Decimal("NaN")))}, "lines.1.unit_price"),
        ({"lines": (TEXT, replace(CHEESE, unit_price=Decimal("1e400")))}, "lines.1.unit_price"),
        ({"lines": (TEXT, replace(CHEESE, discount_percent=Decimal(120)))}, "lines.1.discount_percent"),
        ({"lines": (TEXT, replace(CHEESE, tax_rate=Decimal(-1)))}, "lines.1.tax_rate"),
        ({"lines": (TEXT, replace(CHEESE, sku="x" * 65))}, "lines.1.sku"),
        ({"lines": (TEXT, replace(TEXT, description=" "))}, "lines.1.description"),
        ({"content": OrderContent(charges=(freight(-1),))}, "charges.0.amount"),
        ({"content": OrderContent(reference="x" * 201)}, "reference"),
        ({"currency": "ZZZ"}, "currency"),
        ({"placed_at": 10**30}, "placed_at"),
        ({"shipped_at": at("1996-07-03T12:00")}, "shipped_at"),
        ({"shipped_at": 10**30}, "shipped_at"),
        ({"paid": -1}, "paid"),
        ({"paid": 10**15}, "paid"),
        ({"note": "x" * 10_001}, "note"),
    ],
)
def test_a_wrong_order_leaves_no_trace_and_names_the_field(
    desk: Scenario, changed: dict[str, object], field: str
) -> None:
    desk.when(read(**changed)).then_refused(Invalid, field)


def test_an_order_in_another_currency_than_the_stores_is_refused(desk: Scenario) -> None:
    desk.given(read()).when(read(order_id="b", source_number="2", currency="EUR"))
    desk.then_refused(CurrencyMismatch, "currency")
