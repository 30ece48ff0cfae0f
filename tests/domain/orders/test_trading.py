"""Whatever is traded in whatever order: the invariants of an order's life hold after every command."""

import tempfile
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from domain.aggregate import Aggregate
from domain.errors import Refused
from domain.handlers import AGGREGATES
from domain.messages import Command
from domain.orders.commands import (
    CancelOrder,
    ImportedLine,
    ImportOrder,
    PlaceOrder,
    RecordPayment,
    SaveDraft,
    ShipOrder,
)
from domain.orders.content import Buyer, LineEntry, OrderContent, OrderStatus, ShippedLine
from domain.orders.events import OrderPlaced, PaymentRecorded
from domain.orders.order import Order
from domain.products.commands import AdjustStock
from domain.products.events import StockAdjusted, StockReceived, StockReserved, StockShipped
from domain.products.stock import Stock
from tests.domain.samples import CHAI, NOW, SERVICE, add_customer, add_product, content, entry, freight, receive
from tests.domain.scenario import PATIENCE, scenario

KINDS = {kind.KIND: kind for kind in AGGREGATES}
PRODUCTS = {"chai": CHAI, "chang": replace(CHAI, sku="CHANG", barcode="", price=Decimal("7.335")), "wrap": SERVICE}
YEARS = st.sampled_from([NOW, NOW - 366 * 86_400_000_000])

picks = st.integers(0, 99)
quantities = st.sampled_from([Decimal(text) for text in ("0.5", "1", "2", "3", "7")])
due_dates = st.sampled_from([None, date(2026, 3, 1), date(2026, 4, 1)])
changes = st.sampled_from([Decimal(text) for text in ("-7", "-2", "-0.5", "1", "4")])
entries = st.lists(
    st.tuples(st.sampled_from(["chai", "chai", "chang", "wrap", None]), quantities), min_size=1, max_size=3
)


def lines(parts: list[tuple[str | None, Decimal]]) -> tuple[LineEntry, ...]:
    text: dict[str, Any] = {"description": "Text", "unit_price": Decimal("3.333")}
    return tuple(
        entry(str(quantity), product_id, f"line{place}", tax_rate=Decimal(7), **({} if product_id else text))
        for place, (product_id, quantity) in enumerate(parts)
    )


class Trading(RuleBasedStateMachine):
    """Orders are placed, shipped, paid, cancelled and imported while stock comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        folder = self._stack.enter_context(tempfile.TemporaryDirectory())
        self.desk = self._stack.enter_context(scenario(Path(folder)))
        self.read = 0
        self.orders: list[str] = []
        self.folded: dict[str, Aggregate] = {}
        self.placed: dict[str, OrderPlaced] = {}
        self.paid: dict[str, int] = {}
        self.on_hand: dict[str, Decimal] = dict.fromkeys(PRODUCTS, Decimal(0))

    def teardown(self) -> None:
        with self._stack:
            assert self.desk.findings() == []

    @initialize()
    def open_shop(self) -> None:
        self.desk.given(add_customer(), *(add_product(id_, details) for id_, details in PRODUCTS.items()))
        self.follow()

    @rule(parts=entries, due_on=due_dates, carriage=st.integers(0, 500), placed_at=YEARS)
    def place(
        self, parts: list[tuple[str | None, Decimal]], due_on: date | None, carriage: int, placed_at: int
    ) -> None:
        stated = content(*lines(parts), due_on=due_on, charges=(freight(carriage),))
        self.send(PlaceOrder(order_id=self.new_order(), content=stated, currency="EUR", occurred_at=placed_at))

    @rule(parts=entries)
    def draft(self, parts: list[tuple[str | None, Decimal]]) -> None:
        self.send(SaveDraft(order_id=self.new_order(), content=content(*lines(parts)), currency="EUR"))

    @precondition(lambda self: self.orders)
    @rule(pick=picks, parts=entries, due_on=due_dates)
    def place_draft(self, pick: int, parts: list[tuple[str | None, Decimal]], due_on: date | None) -> None:
        self.send(PlaceOrder(order_id=self.some(pick), content=content(*lines(parts), due_on=due_on)))

    @rule(parts=entries, placed_at=YEARS, shipped=st.booleans(), paid=st.booleans(), source=st.integers(1, 5))
    def bring_in(
        self, parts: list[tuple[str | None, Decimal]], placed_at: int, shipped: bool, paid: bool, source: int
    ) -> None:
        read = tuple(
            ImportedLine(
                sku=PRODUCTS[product_id].sku if product_id else "",
                description="Read",
                quantity=quantity,
                unit_price=Decimal("2.25"),
            )
            for product_id, quantity in parts
        )
        self.send(
            ImportOrder(
                order_id=self.new_order(),
                source_number=str(source),
                customer_code="VINET",
                buyer=Buyer(name=""),
                lines=read,
                content=OrderContent(),
                currency="EUR",
                placed_at=placed_at,
                shipped_at=placed_at if shipped else None,
                paid=paid,
            )
        )

    @rule(product_id=st.sampled_from(["chai", "chang"]), quantity=quantities)
    def receive(self, product_id: str, quantity: Decimal) -> None:
        self.send(receive(str(quantity), product_id))

    @rule(product_id=st.sampled_from(["chai", "chang"]), change=changes)
    def adjust(self, product_id: str, change: Decimal) -> None:
        self.send(AdjustStock(product_id=product_id, change=change, reason="Counted"))

    @precondition(lambda self: self.orders)
    @rule(pick=picks)
    def ship_all(self, pick: int) -> None:
        self.send(ShipOrder(order_id=self.some(pick)))

    @precondition(lambda self: self.orders)
    @rule(pick=picks, line=st.integers(0, 2), quantity=quantities)
    def ship_some(self, pick: int, line: int, quantity: Decimal) -> None:
        self.send(ShipOrder(order_id=self.some(pick), lines=(ShippedLine(f"line{line}", quantity),)))

    @precondition(lambda self: self.placed)
    @rule(pick=picks, extra=st.sampled_from([0, 0, 0, 1, -100]))
    def pay(self, pick: int, extra: int) -> None:
        order_id = list(self.placed)[pick % len(self.placed)]
        rest = self.placed[order_id].totals.total - self.paid.get(order_id, 0)
        self.send(RecordPayment(order_id=order_id, amount=rest + extra))

    @precondition(lambda self: self.orders)
    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        self.send(CancelOrder(order_id=self.some(pick), reason="Changed their mind"))

    @invariant()
    def every_head_is_the_fold_of_its_events(self) -> None:
        for folded in self.folded.values():
            assert self.desk.state(type(folded), folded.id) == folded

    @invariant()
    def quantities_of_a_line_stay_within_each_other(self) -> None:
        for order in self.folded_orders():
            for line in order.lines.values():
                assert 0 <= line.reserved <= line.open <= line.quantity
                assert min(line.shipped, line.cancelled, line.waiting) >= 0
                assert line.tracked or line.reserved == line.waiting == 0

    @invariant()
    def stock_and_orders_agree_on_what_is_reserved_and_what_waits(self) -> None:
        reserved = dict.fromkeys(PRODUCTS, Decimal(0))
        waiting: dict[str, dict[tuple[str, str], Decimal]] = {product_id: {} for product_id in PRODUCTS}
        for order in self.folded_orders():
            for line_id, line in order.lines.items():
                if line.product_id is not None:
                    reserved[line.product_id] += line.reserved
                    if line.waiting:
                        waiting[line.product_id][order.id, line_id] = line.waiting
        for product_id in PRODUCTS:
            stock = self.stock(product_id)
            assert stock.reserved == reserved[product_id]
            assert {(one.order_id, one.line_id): one.quantity for one in stock.waiting} == waiting[product_id]

    @invariant()
    def nobody_waits_while_something_is_available(self) -> None:
        for product_id in PRODUCTS:
            stock = self.stock(product_id)
            assert stock.available <= 0 or not stock.waiting
            turns = [(one.due_on is None, one.due_on or date.min, one.since) for one in stock.waiting]
            assert turns == sorted(turns)

    @invariant()
    def what_is_on_hand_came_in_and_did_not_leave(self) -> None:
        for product_id, on_hand in self.on_hand.items():
            assert self.stock(product_id).on_hand == on_hand >= 0

    @invariant()
    def money_adds_up(self) -> None:
        for order_id, placed in self.placed.items():
            order = self.folded[f"order-{order_id}"]
            assert isinstance(order, Order)
            assert placed.totals.net == sum(line.net for line in placed.lines)
            assert placed.totals.charges == sum(charge.amount for charge in placed.charges)
            assert order.balance == placed.totals.total - self.paid.get(order_id, 0)

    @invariant()
    def an_order_is_closed_once_it_is_shipped_and_paid_and_not_before(self) -> None:
        for order in self.folded_orders():
            if order.status in (OrderStatus.OPEN, OrderStatus.CLOSED):
                done = order.balance == 0 and not any(line.open for line in order.lines.values())
                assert (order.status is OrderStatus.CLOSED) == done

    @invariant()
    def what_is_cancelled_had_neither_shipped_nor_been_paid(self) -> None:
        for order in self.folded_orders():
            if order.status is OrderStatus.CANCELLED:
                assert order.paid == 0 == sum(line.shipped for line in order.lines.values())

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        for year in ("2025", "2026"):
            running = [int(placed.number[8:]) for placed in self.placed.values() if placed.number[3:7] == year]
            assert running == list(range(1, len(running) + 1))

    def send(self, command: Command) -> None:
        """Dispatch; a refusal is fine as long as it leaves no trace."""
        refusal = self.desk.bus.dispatch(command).exception(PATIENCE)
        if refusal is None:
            self.follow()
        elif isinstance(refusal, Refused):
            assert self.desk.log.head() == self.read
        else:
            raise refusal

    def follow(self) -> None:
        """Fold what was recorded, and keep books of our own."""
        for record in self.desk.log.read(self.read, 10_000):
            self.read = record.position
            kind, _, id_ = record.stream.partition("-")
            self.folded.setdefault(record.stream, KINDS[kind](id=id_)).fold([record.event])
            match record.event:
                case OrderPlaced() as placed:
                    self.placed[placed.order_id] = placed
                case PaymentRecorded() as payment:
                    self.paid[payment.order_id] = self.paid.get(payment.order_id, 0) + payment.amount
                case StockReserved() as reserved:
                    assert self.stock(reserved.product_id).available >= 0, "more was promised than was there"
                case StockReceived() as received:
                    self.on_hand[received.product_id] += received.quantity
                case StockAdjusted() as adjusted:
                    self.on_hand[adjusted.product_id] += adjusted.change
                case StockShipped() as shipped:
                    self.on_hand[shipped.product_id] -= shipped.quantity

    def new_order(self) -> str:
        self.orders.append(f"order{len(self.orders)}")
        return self.orders[-1]

    def some(self, pick: int) -> str:
        return self.orders[pick % len(self.orders)]

    def stock(self, product_id: str) -> Stock:
        stock = self.folded.get(f"stock-{product_id}") or Stock(id=product_id)
        assert isinstance(stock, Stock)
        return stock

    def folded_orders(self) -> list[Order]:
        return [order for order in self.folded.values() if isinstance(order, Order)]


TestTrading = Trading.TestCase
TestTrading.settings = settings(max_examples=50, stateful_step_count=50)
