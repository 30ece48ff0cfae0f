from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from domain.business.commands import OpenBusiness
from domain.errors import Invalid, NotAllowed, NotFound
from domain.money import TaxRounding
from domain.orders.commands import PlaceOrder, RecordPayment, SaveDraft
from domain.orders.content import Buyer, LineEntry, OrderStatus, PlacedLine, Totals
from domain.orders.events import LineAdded, OrderPlaced
from domain.orders.order import Order
from domain.products.commands import ChangeProduct
from domain.products.events import StockBackordered, StockReserved
from tests.domain.samples import (
    CHAI,
    DEPOT,
    HOME,
    NOW,
    SERVICE,
    VINET,
    add_customer,
    add_product,
    at,
    content,
    entry,
    freight,
    place,
    receive,
)
from tests.domain.scenario import Scenario

TEXT = entry(2, None, "text", description="Engraving", unit_price=Decimal("7.25"))


@pytest.fixture
def shop(desk: Scenario) -> Scenario:
    return desk.given(
        OpenBusiness(currency="EUR"), add_customer(), add_product(), add_product("wrap", SERVICE), receive(10)
    )


def test_placing_records_the_order_and_what_it_did_to_stock(shop: Scenario) -> None:
    shop.when(place("order", entry(4), due_on=date(2026, 3, 31)))
    shop.then(
        OrderPlaced(
            order_id="order",
            number="SO-2026-00001",
            customer_id="vinet",
            customer_code="VINET",
            buyer=Buyer(name=VINET.name, email=VINET.email, bill_to=HOME, ship_to=HOME),
            currency="EUR",
            lines=(
                PlacedLine(
                    line_id="line",
                    product_id="chai",
                    sku="CHAI",
                    description="Chai",
                    unit="box",
                    quantity=Decimal(4),
                    list_price=Decimal(18),
                    unit_price=Decimal(18),
                    discount_percent=Decimal(0),
                    tax_rate=Decimal(0),
                    net=72_00,
                    tracked=True,
                    reserved=Decimal(4),
                ),
            ),
            charges=(),
            totals=Totals(net=72_00, charges=0, tax=0),
            due_on=date(2026, 3, 31),
        ),
        StockReserved(product_id="chai", order_id="order", line_id="line", quantity=Decimal(4)),
    )


def test_a_line_is_backordered_by_what_cannot_be_reserved(shop: Scenario) -> None:
    shop.when(place("order", entry(12), due_on=date(2026, 3, 31)))
    assert shop.the(OrderPlaced).lines[0].reserved == 10
    assert shop.the(StockBackordered) == StockBackordered(
        product_id="chai",
        order_id="order",
        line_id="line",
        quantity=Decimal(2),
        due_on=date(2026, 3, 31),
        waiting_since=NOW,
    )


def test_the_last_unit_goes_to_one_of_two_orders(shop: Scenario) -> None:
    shop.given(place("first", entry(10))).when(place("second", entry(1)))
    assert shop.recorded(StockReserved) == []
    assert shop.the(StockBackordered).quantity == 1


def test_services_and_free_text_need_no_stock(shop: Scenario) -> None:
    shop.when(place("order", entry(3, "wrap", "wrap"), TEXT))
    (placed,) = shop.recorded()
    assert [(line.description, line.tracked, line.net) for line in placed.event.lines] == [
        ("Gift wrapping", False, 7_50),
        ("Engraving", False, 14_50),
    ]


def test_what_a_line_says_goes_before_what_the_catalogue_says(shop: Scenario) -> None:
    special = entry(1, description="Chai, sample", unit_price=Decimal(9), tax_rate=Decimal(7))
    shop.when(place("order", special))
    (line,) = shop.the(OrderPlaced).lines
    assert (line.description, line.list_price, line.unit_price, line.tax_rate) == ("Chai, sample", 18, 9, 7)


def test_the_order_remembers_what_the_catalogue_said_when_it_was_placed(shop: Scenario) -> None:
    shop.given(place())
    shop.given(ChangeProduct(product_id="chai", details=replace(CHAI, price=Decimal(99))))
    assert shop.folded(Order, "order").total == 18_00


def test_money_adds_up_with_discount_freight_and_tax(shop: Scenario) -> None:
    line = entry(16, None, unit_price=Decimal("348.35"), discount_percent=Decimal(4), tax_rate=Decimal(22))
    taxed = replace(freight(10_00), tax_rate=Decimal(22))
    stated = content(replace(line, description="Cases"), charges=(taxed,))
    shop.when(PlaceOrder(order_id="order", content=stated))
    totals = shop.the(OrderPlaced).totals
    assert totals == Totals(net=5350_66, charges=10_00, tax=1179_35)
    assert totals.total == 6540_01 == shop.state(Order, "order").balance


@pytest.mark.parametrize(("rounding", "gross"), [(TaxRounding.PER_DOCUMENT, 37_98), (TaxRounding.PER_LINE, 38_00)])
def test_tax_is_rounded_where_the_business_says(desk: Scenario, rounding: TaxRounding, gross: int) -> None:
    desk.given(OpenBusiness(currency="EUR", tax_rounding=rounding), add_customer())
    piece = entry(1, None, description="Piece", unit_price=Decimal("3.60"), tax_rate=Decimal("5.5"))
    desk.when(place("order", *[replace(piece, line_id=f"{n}") for n in range(10)]))
    assert desk.the(OrderPlaced).totals.total == gross


def test_goods_go_where_the_order_says_or_where_they_usually_go(shop: Scenario) -> None:
    shop.given(add_customer("depot", "DEPOT", replace(VINET, shipping=DEPOT)))
    for customer_id, said, going in (("vinet", DEPOT, DEPOT), ("vinet", None, HOME), ("depot", None, DEPOT)):
        stated = content(entry(), customer_id=customer_id, ship_to=said)
        shop.when(PlaceOrder(order_id=f"{customer_id} {said is None}", content=stated))
        assert shop.the(OrderPlaced).buyer.ship_to == going


def test_numbers_follow_each_other_and_a_refused_order_takes_none(shop: Scenario) -> None:
    shop.given(place("first"))
    shop.when(place("second", entry(1, "nothing"))).then_refused(NotFound, "lines.0.product_id")
    shop.when(place("third"))
    assert shop.the(OrderPlaced).number == "SO-2026-00002"


def test_the_number_is_of_the_business_day_not_of_the_day_in_greenwich(shop: Scenario) -> None:
    shop.when(place("order", occurred_at=at("2025-12-31T23:30")))
    assert shop.the(OrderPlaced).number == "SO-2026-00001"
    shop.when(place("earlier", occurred_at=at("2025-12-31T22:30")))
    assert shop.the(OrderPlaced).number == "SO-2025-00001"


def test_a_draft_is_placed_as_it_stands_then(shop: Scenario) -> None:
    shop.given(SaveDraft(order_id="order", content=content(entry(), customer_id=None)))
    shop.when(place("order", entry(3)))
    assert shop.the(OrderPlaced).lines[0].quantity == 3
    assert shop.recorded(LineAdded) == []
    state = shop.state(Order, "order")
    assert (state.status, state.number, state.draft) == (OrderStatus.OPEN, "SO-2026-00001", None)


def test_an_order_is_placed_once(shop: Scenario) -> None:
    shop.given(place()).when(place()).then_refused(NotAllowed, "order_id")


def test_an_order_needs_a_customer_and_a_line(shop: Scenario) -> None:
    shop.when(PlaceOrder(order_id="order", content=content(entry(), customer_id=None)))
    shop.then_refused(Invalid, "customer_id")
    shop.when(PlaceOrder(order_id="order", content=content())).then_refused(Invalid, "lines")


def test_customer_and_products_must_exist(shop: Scenario) -> None:
    shop.when(PlaceOrder(order_id="order", content=content(entry(), customer_id="nobody")))
    shop.then_refused(NotFound, "customer_id")
    shop.when(place("order", entry(), entry(1, "nothing", "other"))).then_refused(NotFound, "lines.1.product_id")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (entry(1, None, unit_price=Decimal(1)), "lines.1.description"),
        (entry(1, None, description="Work"), "lines.1.unit_price"),
        (entry(1, None, description="Work", unit_price=Decimal(1), sought="Chia"), "lines.1.product_id"),
        (entry(1, sought="Chia"), "lines.1.product_id"),
        (entry(-1), "lines.1.quantity"),
        (entry("1e400"), "lines.1.quantity"),
        (entry(999_999_999, unit_price=Decimal(999_999_999_999)), "lines.1.quantity"),
    ],
)
def test_the_field_at_fault_is_named(shop: Scenario, line: LineEntry, field: str) -> None:
    shop.when(place("order", TEXT, line)).then_refused(Invalid, field)


def test_an_order_can_not_come_to_more_than_can_be_booked(shop: Scenario) -> None:
    large = entry(1, None, description="Ship", unit_price=Decimal("6e11"))
    lines = [replace(large, line_id=f"{n}", quantity=Decimal(16)) for n in range(2)]
    shop.when(place("order", *lines)).then_refused(Invalid, "lines")


def test_an_order_can_not_come_to_more_than_can_be_paid_tax_included(shop: Scenario) -> None:
    large = entry(16, None, description="Ship", unit_price=Decimal("6e11"))
    shop.when(place("order", replace(large, tax_rate=Decimal(22)))).then_refused(Invalid, "lines")
    shop.given(place("order", large), RecordPayment(order_id="order", amount=16 * 6 * 10**13))


def test_the_day_of_an_order_is_one_that_calendars_have(shop: Scenario) -> None:
    shop.when(place("order", occurred_at=10**30)).then_refused(Invalid, "occurred_at")


@pytest.mark.parametrize("order_id", ["", " ", "a\0b", "x" * 65])
def test_an_order_has_an_id(shop: Scenario, order_id: str) -> None:
    shop.when(place(order_id)).then_refused(Invalid, "order_id")
