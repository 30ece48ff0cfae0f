"""What the screens ask for: one order, customer or product, and finding them while typing."""

import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.addresses import Address
from domain.customers.commands import ChangeCustomer
from domain.customers.events import CustomerPersonal
from domain.orders.commands import CancelOrder, NoteOrder, RecordPayment, SaveDraft, ShipOrder
from domain.orders.content import ShippedLine
from domain.products.commands import AdjustStock, ChangeProduct
from domain.products.events import ProductDetails
from readmodel.answering import ANSWERS, Reader
from readmodel.control import Mode
from readmodel.customers.answers import FindCustomers, GetCustomer
from readmodel.listing.queries import GetTotals, OpenView
from readmodel.listing.view import View
from readmodel.orders.detail_answers import Fulfilment, GetOrder, OrderDetail, Payment
from readmodel.pipeline.answers import GetBusiness, GetCounts
from readmodel.products.answers import FindProducts, GetProduct, GetProductMatches
from readmodel.queries import Interrupted
from tests.domain.samples import (
    CHAI,
    DEPOT,
    HOME,
    NOW,
    VINET,
    add_customer,
    add_product,
    content,
    entry,
    freight,
    place,
    receive,
)
from tests.readmodel.desk import Desk, desk


@pytest.fixture
def d(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, Mode.SYNC) as opened:
        opened.record(add_customer(), add_product(), receive(5))
        yield opened


def order(d: Desk, order_id: str = "order") -> OrderDetail:
    found = d.ask(GetOrder(order_id=order_id))
    assert found is not None
    return found


def test_an_order_shows_its_snapshot_lines_and_money(d: Desk) -> None:
    stated = content(
        entry(2, line_id="a", discount_percent=Decimal(4), tax_rate=Decimal(22)),
        entry(4, line_id="b"),
        due_on=date(2026, 4, 1),
        reference="PO 4711",
        charges=(freight(500),),
        ship_to=DEPOT,
    )
    d.record(replace(place("order", occurred_at=NOW), content=stated))
    d.record(ChangeCustomer(customer_id="vinet", code="NEW", personal=CustomerPersonal(name="Renamed")))
    shown = order(d)
    assert (shown.status, shown.fulfilment, shown.payment) == ("open", Fulfilment.PART_RESERVED, Payment.UNPAID)
    assert (shown.customer_code, shown.customer_name, shown.bill_to, shown.ship_to) == (
        "VINET",
        VINET.name,
        HOME,
        DEPOT,
    )
    assert (shown.net, shown.charges_total, shown.tax, shown.total) == (3456 + 7200, 500, 760, 11916)
    assert (shown.placed_at, shown.due_on, shown.reference, shown.currency) == (NOW, date(2026, 4, 1), "PO 4711", "EUR")
    assert [(line.sku, line.quantity, line.reserved, line.waiting, line.net) for line in shown.lines] == [
        ("CHAI", 2, 2, 0, 3456),
        ("CHAI", 4, 3, 1, 7200),
    ]
    assert [charge.amount for charge in shown.charges] == [500]


def test_an_order_follows_its_goods_money_and_notes(d: Desk) -> None:
    d.record(place("order", entry(6)), ShipOrder(order_id="order", lines=(ShippedLine("line", Decimal(2)),)))
    d.record(
        RecordPayment(order_id="order", amount=1000, method="card"), NoteOrder(order_id="order", text="Call first")
    )
    shown = order(d)
    assert (shown.fulfilment, shown.payment) == (Fulfilment.PART_SHIPPED, Payment.PART_PAID)
    assert (shown.paid, shown.balance) == (1000, shown.total - 1000)
    (line,) = shown.lines
    assert (line.reserved, line.shipped, line.waiting) == (3, 2, 1)
    d.record(receive(1), ShipOrder(order_id="order"), RecordPayment(order_id="order", amount=shown.balance))
    done = order(d)
    assert (done.status, done.fulfilment, done.payment) == ("closed", Fulfilment.SHIPPED, Payment.PAID)
    facts = {entry.type: entry.facts for entry in done.timeline}
    assert [entry.type for entry in done.timeline] == [
        "OrderPlaced",
        "OrderShipped",
        "PaymentRecorded",
        "OrderNoted",
        "LineReserved",
        "OrderShipped",
        "PaymentRecorded",
        "OrderCompleted",
    ]
    assert facts["OrderNoted"] == {"text": "Call first"}
    assert facts["LineReserved"] == {"line_id": "line", "what": "CHAI", "quantity": "1"}
    assert facts["OrderPlaced"]["number"] == done.number
    assert done.version == len(done.timeline)


def test_a_draft_shows_what_its_product_and_customer_say_now(d: Desk) -> None:
    lines = (entry(3, line_id="a"), entry(1, None, line_id="b", description="Wrap", unit_price=Decimal(2)))
    d.record(SaveDraft(order_id="draft", content=content(*lines, charges=(freight(100),)), currency="EUR"))
    d.record(ChangeProduct(product_id="chai", details=replace(CHAI, price=Decimal(20), tax_rate=Decimal(10))))
    shown = order(d, "draft")
    assert (shown.status, shown.number, shown.customer_name, shown.placed_at) == ("draft", "", VINET.name, None)
    assert [(line.description, line.unit_price, line.net) for line in shown.lines] == [
        ("Chai", 20, 6000),
        ("Wrap", 2, 200),
    ]
    assert (shown.net, shown.tax, shown.total) == (6200, 600, 6900)
    assert shown.ship_to == Address()
    d.record(SaveDraft(order_id="draft", content=content(lines[1]), currency="EUR"))
    assert [line.line_id for line in order(d, "draft").lines] == ["b"]
    d.record(replace(place("draft"), content=content(*lines)))
    assert order(d, "draft").status == "open"
    assert d.ask(GetCounts())["drafts"] == 0


def test_a_cancelled_order_has_all_its_lines_cancelled(d: Desk) -> None:
    d.record(place("order", entry(6)), CancelOrder(order_id="order", reason="Changed their mind"))
    shown = order(d)
    assert (shown.status, shown.fulfilment, shown.payment) == ("cancelled", Fulfilment.CANCELLED, Payment.NONE)
    (line,) = shown.lines
    assert (line.cancelled, line.reserved, line.waiting) == (6, 0, 0)


def test_nothing_is_to_be_paid_for_a_cancelled_order(d: Desk) -> None:
    d.record(
        place("order", entry(6)), place("other", entry(1)), CancelOrder(order_id="order", reason="Changed their mind")
    )
    assert order(d).balance == 0
    view = View(list="orders", sort="number", today=date(2026, 1, 1))
    totals = d.ask(GetTotals(snapshot=d.ask(OpenView(view=view)).snapshot))
    assert totals.sums["balance"] == order(d, "other").balance > 0


def test_a_discarded_draft_counts_nowhere(d: Desk) -> None:
    d.record(SaveDraft(order_id="draft", content=content(), currency="EUR"))
    assert d.ask(GetCounts()) == {"orders": 0, "drafts": 1, "customers": 1, "products": 1}
    d.record(CancelOrder(order_id="draft", reason=""))
    assert d.ask(GetCounts()) == {"orders": 0, "drafts": 0, "customers": 1, "products": 1}


def test_a_customer_shows_orders_and_turnover_without_what_was_cancelled(d: Desk) -> None:
    for number in range(3):
        d.record(place(f"order-{number}", entry(1), occurred_at=NOW + number))
    d.record(CancelOrder(order_id="order-2", reason="Changed their mind"))
    d.record(ShipOrder(order_id="order-0"), RecordPayment(order_id="order-0", amount=1800))
    customer = d.ask(GetCustomer(customer_id="vinet"))
    assert customer is not None
    assert (customer.orders, customer.open_orders, customer.turnover) == (2, 1, 3600)
    assert (customer.first_order_at, customer.last_order_at) == (NOW, NOW + 2)
    assert customer.personal == VINET
    assert d.ask(GetCustomer(customer_id="nobody")) is None


def test_a_product_shows_its_stock(d: Desk) -> None:
    d.record(place("order", entry(7)), AdjustStock(product_id="chai", change=Decimal(-1), reason="Broken"))
    product = d.ask(GetProduct(product_id="chai"))
    assert product is not None
    assert (product.on_hand, product.reserved, product.available, product.waiting) == (4, 5, -1, 2)
    assert product.stock_version == 4
    assert d.ask(GetProduct(product_id="nothing")) is None


def test_customers_are_found_by_code_beginnings_and_anything_between(d: Desk) -> None:
    names = {"ILE": "Île de Ré Vins", "LODZ": "Łódź & Sons", "VIN": "Großhandel Öl", "X-1": "Chevalier Frères"}
    for code, name in names.items():
        d.record(add_customer(code.lower(), code, CustomerPersonal(name=name)))

    def codes(text: str) -> list[str]:
        return [match.code for match in d.ask(FindCustomers(text=text))]

    assert codes("vin") == ["VIN", "VINET", "ILE"]
    assert codes("VINS ET al") == ["VINET"]
    assert codes("ile de re") == ["ILE"]
    assert codes("lodz") == ["LODZ"]
    assert codes("grosshandel ol") == ["VIN"]
    assert codes("cheva") == ["VINET", "X-1"]
    assert codes("hevali") == ["VINET", "X-1"]
    assert codes("chevalier vins") == ["VINET"]
    assert codes('"; --') == []
    assert codes("") == []
    assert codes("chev\ud83da") == codes("cheva")
    assert len(d.ask(FindCustomers(text="vin", limit=1))) == 1


def test_a_renamed_customer_is_found_by_the_new_name_alone(d: Desk) -> None:
    d.record(ChangeCustomer(customer_id="vinet", code="NEW", personal=CustomerPersonal(name="Quick-Stop")))
    assert d.ask(FindCustomers(text="vins")) == ()
    assert d.ask(FindCustomers(text="cheval")) == ()
    assert [match.name for match in d.ask(FindCustomers(text="quick"))] == ["Quick-Stop"]


def test_products_are_found_by_sku_barcode_or_name(d: Desk) -> None:
    d.record(add_product("chang", ProductDetails(sku="CHANG", name="Chai's brother", tracked=False)))
    assert [match.sku for match in d.ask(FindProducts(text="chai"))] == ["CHAI", "CHANG"]
    (scanned,) = d.ask(FindProducts(text="4006381333931"))
    assert (scanned.product_id, scanned.available, scanned.price) == ("chai", 5, 18)
    (untracked,) = d.ask(FindProducts(text="broth"))
    assert untracked.available is None
    both = d.ask(GetProductMatches(product_ids=("chang", "gone", "chai")))
    assert [match.product_id for match in both] == ["chang", "chai"]


def test_a_short_word_tells_apart_more_products_than_are_looked_at(d: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readmodel.finding.MOST_CANDIDATES", 3)
    for size in ("S", "M", "L", "XL", "XXL"):
        d.record(add_product(size, ProductDetails(sku=f"T-{size}", name=f"Shirt {size}")))
    assert [match.name for match in d.ask(FindProducts(text="xl shirt"))] == ["Shirt XL", "Shirt XXL"]


def test_an_empty_read_store_has_an_answer_to_everything(tmp_path: Path) -> None:
    with desk(tmp_path, project=False) as empty:
        assert empty.ask(GetCounts()) == {"orders": 0, "drafts": 0, "customers": 0, "products": 0}
        assert empty.ask(GetBusiness()).currency is None
        assert empty.ask(GetOrder(order_id="order")) is None
        assert empty.ask(FindCustomers(text="anything")) == ()


def test_a_question_nobody_waits_for_is_broken_off(d: Desk) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    begun = threading.Event()
    outcome: list[BaseException] = []

    class Endless(GetCounts, frozen=True, kw_only=True):
        """Never answered."""

    def never(reader: Reader, query: Endless) -> None:
        begun.set()
        reader.value(endless)

    def ask() -> None:
        try:
            d.ask(Endless())
        except Interrupted as error:
            outcome.append(error)
        assert d.ask(GetCounts())["customers"] == 1
        d.side.queries.close_thread()

    ANSWERS[Endless] = never
    try:
        thread = threading.Thread(target=ask)
        thread.start()
        begun.wait(10)
        while thread.is_alive() and not outcome:
            d.side.queries.interrupt(thread.ident or 0)
            thread.join(0.01)
        thread.join()
    finally:
        del ANSWERS[Endless]
    assert len(outcome) == 1


def test_what_is_broken_off_as_it_begins_or_ends_leaves_nothing_behind(d: Desk) -> None:
    class Hurried(GetCounts, frozen=True, kw_only=True):
        """From here on, whatever begins on this connection is broken off."""

    def hurried(reader: Reader, query: Hurried) -> int:
        me = threading.get_ident()
        reader.db.set_trace_callback(lambda statement: d.side.queries.interrupt(me))
        return 1

    ANSWERS[Hurried] = hurried
    try:
        d.ask(Hurried())
        with pytest.raises(Interrupted):
            d.ask(GetCounts())
        with pytest.raises(Interrupted):
            d.ask(GetCounts())
    finally:
        del ANSWERS[Hurried]


def test_readers_can_change_nothing(d: Desk) -> None:
    class Meddle(GetCounts, frozen=True, kw_only=True):
        """An answer that writes."""

    def meddle(reader: Reader, query: Meddle) -> None:
        reader.all("DELETE FROM customer")

    ANSWERS[Meddle] = meddle
    try:
        with pytest.raises(Exception, match="readonly"):
            d.ask(Meddle())
    finally:
        del ANSWERS[Meddle]
