"""Trade at the sample wholesaler's, step by step: who orders what, when it ships, what runs out, who pays."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from domain.instants import Instant, business_day
from domain.messages import Command
from domain.orders.commands import CancelOrder, NoteOrder, PlaceOrder, RecordPayment, SaveDraft, ShipOrder
from domain.products.commands import AdjustStock, ReceiveStock
from ui.samples.basket import Basket, fill, wanted_by
from ui.samples.catalogue import Ware
from ui.samples.chance import Weighted
from ui.samples.customers import Regular
from ui.samples.rhythm import TIME_ZONE, at_hour, moment, working_days_after
from ui.samples.scene import Scene, note
from ui.samples.words import wordlist

_PACKING_DAYS = Weighted((1, 2, 3), (5, 3, 1))
_BEHIND = 12
"""Days at the end in which the warehouse falls behind, as one does, so that there is something on the work lists."""

_FAIR_IN_MIND = 9


class Step(Struct, frozen=True):
    """A command and its instant; ``may_fail`` is tried in hope, such as shipping what may still wait for goods."""

    command: Command
    at: Instant
    may_fail: bool = False


class Trade:
    """The commands of the time that is traded with Docket, in the order in which they happened."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._chance = scene.wish.chance("trade")
        self._first, self._until = scene.trade[0][0], scene.wish.until
        self._end = at_hour(self._until, 24)
        self._orders = sum(count for _, count in scene.trade)
        self._agenda: list[tuple[Instant, int, Callable[[Instant], Iterator[Step]]]] = []
        self._entries = 0
        self._waiting: dict[str, list[str]] = {}

    def steps(self) -> Iterator[Step]:
        """Fill the shelves, then trade until the end."""
        opening = self._scene.moved_at
        for ware in self._scene.wares:
            if ware.tracked:
                quantity = ware.reorder_point + ware.weekly * self._chance.among(3, 6)
                yield from self._receive(ware, quantity, "Opening stock")(opening)
        self._plan()
        while self._agenda:
            at, _, happen = heapq.heappop(self._agenda)
            yield from happen(at)

    def _plan(self) -> None:
        chance = self._chance
        for day, count in self._scene.trade:
            for _ in range(count):
                self._at(moment(chance, day), self._order)
        for _ in range(max(3, min(40, self._orders // 150))):
            self._at(moment(chance, self._until - timedelta(days=chance.among(0, 9))), self._draft)
        days = (self._until - self._first).days
        for week in range(days // 7 + 1):
            monday = self._first + timedelta(days=7 * week)
            self._at(at_hour(monday, 7), self._reorder)
            self._at(at_hour(monday + timedelta(days=3), 7), self._reorder)
            if week % 4 == 3:
                self._at(at_hour(monday + timedelta(days=1), 18), self._count_shelves)

    def _at(self, at: Instant, happen: Callable[[Instant], Iterator[Step]]) -> None:
        if at < self._end:
            self._entries += 1
            heapq.heappush(self._agenda, (at, self._entries, happen))

    def _step(self, kind: Callable[..., Command], at: Instant, *, may_fail: bool = False, **content: object) -> Step:
        command = kind(command_id=self._chance.id(at), actor="sample", occurred_at=at, **content)
        return Step(command, at, may_fail)

    def _order(self, at: Instant) -> Iterator[Step]:
        chance, order_id = self._chance, self._chance.id(at)
        regular, basket = self._basket(at, order_id)
        yield self._step(PlaceOrder, at, order_id=order_id, content=basket.content)
        short = [ware for ware, quantity in basket.wares if ware.tracked and quantity > max(ware.free, 0)]
        for ware, quantity in basket.wares:
            ware.free -= quantity if ware.tracked else 0
        if chance.happens(0.04):
            yield self._step(NoteOrder, at, order_id=order_id, text=note(chance))
        if chance.happens(0.025):
            self._at(at + chance.among(1, 20) * 3_600_000_000, self._cancel(order_id, basket))
            return
        ships_on = self._ships_on(business_day(at, TIME_ZONE), regular, basket)
        for ware in short:
            self._waiting.setdefault(ware.id, []).append(order_id)
        if not short or chance.happens(0.55):
            self._at(moment(chance, ships_on, 9, 16), self._ship(order_id, may_fail=bool(short)))
        self._plan_payment(order_id, at, ships_on, regular, basket.total)

    def _ships_on(self, day: date, regular: Regular, basket: Basket) -> date:
        """Mostly soon, sometimes on the very day it is due, and sometimes too late."""
        chance = self._chance
        behind = (self._until - basket.due_on).days < _BEHIND
        if chance.happens(0.45 if behind else 0.06):
            return working_days_after(basket.due_on, chance.among(4, 9) if behind else chance.among(1, 6))
        if chance.happens(0.2):
            return basket.due_on
        return working_days_after(day, chance.pick(_PACKING_DAYS) + regular.distance - 1)

    def _plan_payment(self, order_id: str, at: Instant, ships_on: date, regular: Regular, total: int) -> None:
        chance = self._chance
        rest = total
        if chance.happens(0.03):
            rest -= round(total * 0.3)
            self._at(at + 3_600_000_000, self._pay(order_id, total - rest, "Deposit"))
        elif chance.happens(0.05):
            self._at(at + 600_000_000, self._pay(order_id, total, "Card"))
            return
        if chance.happens(0.012):
            return
        paid_on = ships_on + timedelta(days=max(1, regular.pays_after + chance.among(-3, 8)))
        in_parts = chance.happens(0.04)
        first = rest // 2 if in_parts else rest
        self._at(moment(chance, paid_on, 9, 15), self._pay(order_id, first, "Transfer"))
        if in_parts:
            reminded_on = paid_on + timedelta(days=chance.among(10, 40))
            self._at(moment(chance, reminded_on, 9, 15), self._pay(order_id, rest - first, "Transfer"))

    def _draft(self, at: Instant) -> Iterator[Step]:
        order_id = self._chance.id(at)
        _, basket = self._basket(at, order_id)
        yield self._step(SaveDraft, at, order_id=order_id, content=basket.content)

    def _basket(self, at: Instant, order_id: str) -> tuple[Regular, Basket]:
        regular = self._chance.pick(self._scene.any_regular)
        due_on = self._due_on(regular, business_day(at, TIME_ZONE))
        return regular, fill(self._chance, regular, self._scene.any_ware, order_id, due_on)

    def _due_on(self, regular: Regular, day: date) -> date:
        """As this customer usually wants it; but on the day after the end is a fair, which many get ready for."""
        fair = self._until + timedelta(days=1)
        if 2 <= (fair - day).days <= _FAIR_IN_MIND and self._chance.happens(0.35):
            return fair
        return wanted_by(self._chance, regular, day)

    def _ship(self, order_id: str, may_fail: bool) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            tracking = self._chance.digits("JD##########")
            yield self._step(ShipOrder, at, may_fail=may_fail, order_id=order_id, tracking=tracking)

        return happen

    def _pay(self, order_id: str, amount: int, method: str) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            if amount:
                yield self._step(RecordPayment, at, order_id=order_id, amount=amount, method=method)

        return happen

    def _cancel(self, order_id: str, basket: Basket) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            reason = self._chance.one_of(wordlist("customers")["reasons"])
            yield self._step(CancelOrder, at, order_id=order_id, reason=reason)
            for ware, quantity in basket.wares:
                ware.free += quantity if ware.tracked else 0

        return happen

    def _receive(self, ware: Ware, quantity: int, reference: str) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            stock = Decimal(quantity)
            yield self._step(ReceiveStock, at, product_id=ware.id, quantity=stock, reference=reference)
            ware.free += quantity
            ware.coming = False
            served = self._waiting.get(ware.id, [])
            for order_id in served:
                self._at(at + self._chance.among(2, 26) * 3_600_000_000, self._ship(order_id, may_fail=True))
            if ware.free >= 0:
                served.clear()

        return happen

    def _reorder(self, at: Instant) -> Iterator[Step]:
        chance, today = self._chance, business_day(at, TIME_ZONE)
        for ware in self._scene.wares:
            if ware.tracked and not ware.coming and ware.free < ware.reorder_point:
                ware.coming = True
                in_time = 0.92 if (self._until - today).days > 3 * _BEHIND else 0.4
                days = chance.among(4, 11) if chance.happens(in_time) else chance.among(15, 26)
                quantity = ware.weekly * chance.among(4, 7) + ware.reorder_point - ware.free
                reference = chance.digits("PO-#####")
                self._at(at_hour(today + timedelta(days=days), 10), self._receive(ware, quantity, reference))
        yield from ()

    def _count_shelves(self, at: Instant) -> Iterator[Step]:
        ware = self._chance.one_of(self._scene.wares)
        if ware.tracked and ware.free > 3:
            lost = self._chance.among(1, 3)
            reason = self._chance.one_of(wordlist("customers")["losses"])
            ware.free -= lost
            yield self._step(AdjustStock, at, product_id=ware.id, change=Decimal(-lost), reason=reason)
