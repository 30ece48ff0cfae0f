"""A year at the sample wholesaler's: who orders what, when it ships, what runs out, who pays."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from domain.business.commands import OpenBusiness
from domain.instants import Instant, business_day
from domain.messages import Command
from domain.orders.commands import CancelOrder, NoteOrder, PlaceOrder, RecordPayment, SaveDraft, ShipOrder
from domain.products.commands import AdjustStock, ReceiveStock
from ui.samples.basket import Basket, fill
from ui.samples.catalogue import Ware, catalogue
from ui.samples.chance import Chance
from ui.samples.customers import Regular, customers
from ui.samples.rhythm import CURRENCY, DAYS, TIME_ZONE, at_hour, moment, order_days, working_days_after
from ui.samples.words import wordlist


class Step(Struct, frozen=True):
    """A command of the year; ``may_fail`` is tried in hope, such as shipping what may still be waiting for goods."""

    command: Command
    may_fail: bool = False


class Year:
    """The commands of a year, in the order in which they happened; the same for the same seed, end and size."""

    def __init__(self, orders: int, seed: str, until: date) -> None:
        self._chance = Chance(f"{seed}/{orders}/{until.isoformat()}")
        self._until = until
        self._end = at_hour(until, 24)
        self._opening = at_hour(until - timedelta(days=DAYS + 1), 9)
        self._orders = orders
        self._agenda: list[tuple[Instant, int, Callable[[Instant], Iterator[Step]]]] = []
        self._entries = 0
        self._waiting: dict[str, list[str]] = {}
        self._wares, self._new_wares = catalogue(self._chance, self._opening, orders)
        self._regulars, self._new_customers = customers(self._chance, self._opening)

    def steps(self) -> Iterator[Step]:
        """Open the business, fill catalogue and shelves, then trade until the end."""
        yield Step(self._sent(OpenBusiness, self._opening, currency=CURRENCY, time_zone=TIME_ZONE))
        yield from map(Step, self._new_wares)
        yield from map(Step, self._new_customers)
        for ware in self._wares:
            if ware.tracked:
                yield from self._receive(
                    ware, ware.reorder_point + ware.weekly * self._chance.among(3, 6), "Opening stock"
                )(self._opening)
        self._plan()
        while self._agenda:
            at, _, happen = heapq.heappop(self._agenda)
            yield from happen(at)

    def _plan(self) -> None:
        chance = self._chance
        for day in order_days(chance, self._until, self._orders):
            self._at(moment(chance, day), self._order)
        for _ in range(max(3, min(40, self._orders // 150))):
            self._at(moment(chance, self._until - timedelta(days=chance.among(0, 9))), self._draft)
        for week in range(DAYS // 7 + 1):
            monday = self._until - timedelta(days=DAYS - 7 * week)
            self._at(at_hour(monday, 7), self._reorder)
            self._at(at_hour(monday + timedelta(days=3), 7), self._reorder)
            if week % 4 == 3:
                self._at(at_hour(monday + timedelta(days=1), 18), self._count_shelves)

    def _at(self, at: Instant, happen: Callable[[Instant], Iterator[Step]]) -> None:
        if at < self._end:
            self._entries += 1
            heapq.heappush(self._agenda, (at, self._entries, happen))

    def _sent(self, kind: Callable[..., Command], at: Instant, **content: object) -> Command:
        return kind(command_id=self._chance.id(at), actor="sample", occurred_at=at, **content)

    def _order(self, at: Instant) -> Iterator[Step]:
        chance, order_id = self._chance, self._chance.id(at)
        regular, basket = self._basket(at, order_id)
        yield Step(self._sent(PlaceOrder, at, order_id=order_id, content=basket.content))
        short = [ware for ware, quantity in basket.wares if ware.tracked and quantity > max(ware.free, 0)]
        for ware, quantity in basket.wares:
            ware.free -= quantity if ware.tracked else 0
        if chance.happens(0.04):
            note = chance.one_of(wordlist("customers")["notes"])
            yield Step(self._sent(NoteOrder, at, order_id=order_id, text=note))
        if chance.happens(0.025):
            self._at(at + chance.among(1, 20) * 3_600_000_000, self._cancel(order_id, basket))
            return
        day = business_day(at, TIME_ZONE)
        ships_on = working_days_after(day, chance.one_of((1, 2, 3), (5, 3, 1)) + regular.distance - 1)
        if chance.happens(0.06):
            ships_on = working_days_after(basket.due_on, chance.among(1, 6))
        for ware in short:
            self._waiting.setdefault(ware.id, []).append(order_id)
        if not short or chance.happens(0.55):
            self._at(moment(chance, ships_on, 9, 16), self._ship(order_id, may_fail=bool(short)))
        self._plan_payment(order_id, at, ships_on, regular, basket.total)

    def _plan_payment(self, order_id: str, at: Instant, ships_on: date, regular: Regular, total: int) -> None:
        chance = self._chance
        rest = total
        if chance.happens(0.03):
            rest -= round(total * 0.3)
            self._at(at + 3_600_000_000, self._pay(order_id, total - rest, "Deposit"))
        elif chance.happens(0.05):
            self._at(at + 600_000_000, self._pay(order_id, total, "Card"))
            return
        if chance.happens(0.04):
            return
        paid_on = ships_on + timedelta(days=max(1, regular.pays_after + chance.among(-3, 8)))
        amount = rest if chance.happens(0.96) else rest // 2
        self._at(moment(chance, paid_on, 9, 15), self._pay(order_id, amount, "Transfer"))

    def _draft(self, at: Instant) -> Iterator[Step]:
        order_id = self._chance.id(at)
        _, basket = self._basket(at, order_id)
        yield Step(self._sent(SaveDraft, at, order_id=order_id, content=basket.content))

    def _basket(self, at: Instant, order_id: str) -> tuple[Regular, Basket]:
        regular = self._chance.one_of(self._regulars, [one.weight for one in self._regulars])
        return regular, fill(self._chance, regular, self._wares, order_id, business_day(at, TIME_ZONE))

    def _ship(self, order_id: str, may_fail: bool) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            tracking = self._chance.digits("JD##########")
            yield Step(self._sent(ShipOrder, at, order_id=order_id, tracking=tracking), may_fail)

        return happen

    def _pay(self, order_id: str, amount: int, method: str) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            if amount:
                yield Step(self._sent(RecordPayment, at, order_id=order_id, amount=amount, method=method))

        return happen

    def _cancel(self, order_id: str, basket: Basket) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            reason = self._chance.one_of(wordlist("customers")["reasons"])
            yield Step(self._sent(CancelOrder, at, order_id=order_id, reason=reason))
            for ware, quantity in basket.wares:
                ware.free += quantity if ware.tracked else 0

        return happen

    def _receive(self, ware: Ware, quantity: int, reference: str) -> Callable[[Instant], Iterator[Step]]:
        def happen(at: Instant) -> Iterator[Step]:
            stock = Decimal(quantity)
            yield Step(self._sent(ReceiveStock, at, product_id=ware.id, quantity=stock, reference=reference))
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
        for ware in self._wares:
            if ware.tracked and not ware.coming and ware.free < ware.reorder_point:
                ware.coming = True
                days = chance.among(4, 11) if chance.happens(0.92) else chance.among(15, 26)
                quantity = ware.weekly * chance.among(4, 6) - min(ware.free, 0)
                reference = chance.digits("PO-#####")
                self._at(at_hour(today + timedelta(days=days), 10), self._receive(ware, quantity, reference))
        yield from ()

    def _count_shelves(self, at: Instant) -> Iterator[Step]:
        ware = self._chance.one_of(self._wares)
        if ware.tracked and ware.free > 3:
            lost = self._chance.among(1, 3)
            reason = self._chance.one_of(wordlist("customers")["losses"])
            ware.free -= lost
            yield Step(self._sent(AdjustStock, at, product_id=ware.id, change=Decimal(-lost), reason=reason))
