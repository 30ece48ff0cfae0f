"""Random histories of a small business: few customers, products and orders, so that they meet often."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from domain.addresses import Address
from domain.customers.commands import AddCustomer, ChangeCustomer
from domain.customers.events import CustomerPersonal
from domain.messages import Command
from domain.orders.commands import (
    CancelOrder,
    ImportedLine,
    ImportOrder,
    NoteOrder,
    PlaceOrder,
    RecordPayment,
    SaveDraft,
    ShipOrder,
)
from domain.orders.content import Buyer, Charge, LineEntry, OrderContent, ShippedLine
from domain.products.commands import AddProduct, AdjustStock, ChangeProduct, ReceiveStock
from domain.products.events import ProductDetails
from tests.domain.samples import NOW

_DAY = 86_400_000_000

orders = st.sampled_from([f"order-{number}" for number in range(6)])
customers = st.sampled_from(["c1", "c1", "c2", "c3"])
products = st.sampled_from(["p1", "p1", "p2", "p3"])
lines = st.sampled_from(["l1", "l2", "l3"])
quantities = st.sampled_from([Decimal(text) for text in ("0.5", "1", "2", "3", "7")])
prices = st.sampled_from([Decimal(text) for text in ("0", "1.25", "19.99", "3.333333")])
names = st.sampled_from(["Île de Ré", "ile de re", "Łódź & Sons", "Wolski", "Großhandel Öl"])
moments = st.integers(-70, 2).map(lambda day: NOW + day * _DAY + day * 3_600_000_000)
dues = st.sampled_from([None, date(2026, 3, 1), date(2026, 3, 5), date(2026, 4, 1)])


def opening() -> list[Command]:
    """Two customers, two products, one of them without stock, and two orders, one of which waits for goods."""
    return [
        *(
            AddCustomer(customer_id=id, code=id.upper(), personal=CustomerPersonal(name=f"{id} name"))
            for id in ("c1", "c2")
        ),
        AddProduct(product_id="p1", details=ProductDetails(sku="P1", name="Chai", price=Decimal("18"))),
        AddProduct(product_id="p2", details=ProductDetails(sku="P2", name="Wrap", tracked=False)),
        ReceiveStock(product_id="p1", quantity=Decimal(5)),
        *(
            PlaceOrder(
                order_id=f"order-{number}",
                content=OrderContent(
                    customer_id="c1",
                    lines=(LineEntry(line_id="l1", product_id="p1", quantity=Decimal(3)),),
                ),
                currency="EUR",
                occurred_at=NOW - number * 40 * _DAY,
            )
            for number in range(2)
        ),
    ]


@st.composite
def entries(draw: st.DrawFn) -> LineEntry:
    """A line as typed: a product's, or free text."""
    product = draw(st.one_of(products, st.none()))
    own = product is None or draw(st.booleans())
    return LineEntry(
        line_id=draw(lines),
        product_id=product,
        description="Some text" if own else None,
        quantity=draw(quantities),
        unit_price=draw(prices) if own else None,
        discount_percent=draw(st.sampled_from([Decimal(0), Decimal(4)])),
        tax_rate=draw(st.sampled_from([None, Decimal("5.5"), Decimal(22)])),
    )


@st.composite
def contents(draw: st.DrawFn) -> OrderContent:
    """What a form says."""
    charges = (Charge(charge_id="freight", amount=draw(st.integers(0, 500))),) if draw(st.booleans()) else ()
    return OrderContent(
        customer_id=draw(st.one_of(customers, customers, st.none())),
        lines=tuple({entry.line_id: entry for entry in draw(st.lists(entries(), min_size=1, max_size=3))}.values()),
        charges=charges,
        due_on=draw(dues),
        reference=draw(st.sampled_from(["", "PO 4711"])),
        ship_to=draw(st.sampled_from([None, Address(city="Rouen")])),
    )


people = st.builds(
    CustomerPersonal, name=names, billing=st.builds(Address, city=names), email=st.sampled_from(["", "a@b.example"])
)
details = st.builds(
    ProductDetails,
    sku=st.sampled_from(["P1", "P2", "P3", "Ä-7"]),
    name=names,
    price=prices,
    tracked=st.booleans(),
    reorder_point=quantities,
)
imported = st.builds(
    ImportedLine,
    sku=st.sampled_from(["", "P1", "P2", "NEW"]),
    description=st.just("Read"),
    quantity=quantities,
    unit_price=prices,
)
imports = st.builds(
    ImportOrder,
    order_id=orders,
    source_number=st.sampled_from(["10248", "10249"]),
    customer_code=st.sampled_from(["C1", "C9"]),
    buyer=st.builds(Buyer, name=names),
    lines=st.lists(imported, min_size=1, max_size=3).map(tuple),
    content=st.just(OrderContent()),
    currency=st.just("EUR"),
    placed_at=moments,
    shipped_at=st.sampled_from([None, NOW]),
    paid=st.booleans(),
)
_keeping = st.one_of(
    st.builds(AddCustomer, customer_id=st.just("c3"), code=st.sampled_from(["C1", "C3"]), personal=people),
    st.builds(ChangeCustomer, customer_id=customers, code=st.sampled_from(["C1", "C2", "X"]), personal=people),
    st.builds(AddProduct, product_id=st.just("p3"), details=details),
    st.builds(ChangeProduct, product_id=products, details=details),
)
_stocking = st.one_of(
    st.builds(ReceiveStock, product_id=products, quantity=quantities),
    st.builds(AdjustStock, product_id=products, change=quantities.map(lambda q: -q), reason=st.just("Counted")),
)
_placing = st.builds(
    PlaceOrder,
    order_id=orders,
    content=contents(),
    currency=st.just("EUR"),
    occurred_at=st.one_of(st.none(), moments),
)
_selling = st.one_of(
    st.builds(SaveDraft, order_id=orders, content=contents(), currency=st.just("EUR")),
    st.builds(ShipOrder, order_id=orders),
    st.builds(ShipOrder, order_id=orders, lines=st.builds(ShippedLine, lines, quantities).map(lambda line: (line,))),
    st.builds(RecordPayment, order_id=orders, amount=st.integers(1, 5000)),
    st.builds(NoteOrder, order_id=orders, text=names),
    st.builds(CancelOrder, order_id=orders, reason=st.just("Changed their mind")),
)
commands: st.SearchStrategy[Command] = st.one_of(_placing, _placing, _selling, _selling, _stocking, _keeping, imports)
"""Any command; some are refused, as some are when people trade."""
