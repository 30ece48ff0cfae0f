"""The numbers of the dashboards against a naive count of every order's whole story, read from the log."""

import tempfile
from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.instants import business_day, start_of_day
from domain.messages import Command
from domain.orders.commands import CancelOrder, RecordPayment, ShipOrder
from domain.orders.content import ShippedLine
from domain.orders.events import OrderCancelled, OrderPlaced, OrderShipped, PaymentRecorded
from domain.products.commands import ChangeProduct
from domain.products.events import ProductAdded, ProductChanged, ProductDetails
from readmodel.control import Mode
from readmodel.folding import folded
from readmodel.sales.answering import percentile
from readmodel.sales.answers import (
    By,
    GetBacklog,
    GetShippingTimes,
    GetSold,
    GetToPay,
    Period,
    TopCategories,
    TopCountries,
)
from readmodel.sales.periods import months_earlier, parts_of
from tests.domain.samples import NOW, add_customer, add_product, at, entry, place, receive
from tests.readmodel.desk import Desk, desk
from tests.readmodel.histories import commands, opening

TIME_ZONE = "Europe/Berlin"
TODAY = business_day(NOW, TIME_ZONE)
BEGUN = TODAY - timedelta(60)
"""Histories go on from here, a few hours or days from one command to the next."""


class Story:
    """An order as the log tells it: what was placed, and each shipment, payment and cancellation with its day.

    What is dated before the placing counts from the placing.
    """

    def __init__(self, placed: OrderPlaced, day: date, categories: dict[str, str]) -> None:
        self.placed, self.day = placed, day
        self.shipments: list[tuple[date, dict[str, Decimal]]] = []
        self.payments: list[tuple[date, int]] = []
        self.cancelled: date | None = None
        self.categories = {line.line_id: categories.get(line.product_id or "", "") for line in placed.lines}

    @property
    def country(self) -> str:
        return self.placed.buyer.ship_to.country or self.placed.buyer.bill_to.country

    def open_value(self, at_end_of: date | None = None) -> int:
        if self.cancelled and (at_end_of is None or self.cancelled <= at_end_of):
            return 0
        if at_end_of is not None and self.day > at_end_of:
            return 0
        value = Decimal(0)
        for line in self.placed.lines:
            gone = [parts.get(line.line_id, Decimal(0)) for day, parts in self.shipments if day <= (at_end_of or day)]
            open_ = line.quantity - sum(gone)
            net = open_ * line.unit_price * (1 - line.discount_percent / 100)
            value += (net * 100).quantize(Decimal(1), ROUND_HALF_UP)
        return int(value)

    def open_lines(self) -> int:
        shipped: Counter[str] = Counter()
        for _, parts in self.shipments:
            shipped.update(parts)
        return 0 if self.cancelled else sum(line.quantity > shipped[line.line_id] for line in self.placed.lines)

    def to_pay(self, at_end_of: date | None = None) -> int:
        if self.cancelled and (at_end_of is None or self.cancelled <= at_end_of):
            return 0
        if at_end_of is not None and self.day > at_end_of:
            return 0
        paid = sum(amount for day, amount in self.payments if day <= (at_end_of or day))
        return max(self.placed.totals.total - paid, 0)

    def completed(self, line_id: str) -> date | None:
        left = next(line.quantity for line in self.placed.lines if line.line_id == line_id)
        for day, parts in self.shipments:
            left -= parts.get(line_id, Decimal(0))
            if not left:
                return day
        return None

    def shipped_on(self) -> date | None:
        days = [self.completed(line.line_id) for line in self.placed.lines]
        return None if None in days else self.shipments[-1][0]


def stories(d: Desk) -> list[Story]:
    told: dict[str, Story] = {}
    categories: dict[str, str] = {}
    for recorded in d.log.read(0, 100_000):
        event, day = recorded.event, business_day(recorded.occurred_at, TIME_ZONE)
        if isinstance(event, ProductAdded | ProductChanged):
            categories[event.product_id] = event.details.category
        elif isinstance(event, OrderPlaced):
            told[event.order_id] = Story(event, day, categories)
        elif isinstance(event, OrderShipped):
            story = told[event.order_id]
            story.shipments.append((max(day, story.day), {part.line_id: part.quantity for part in event.lines}))
        elif isinstance(event, PaymentRecorded):
            story = told[event.order_id]
            story.payments.append((max(day, story.day), event.amount))
        elif isinstance(event, OrderCancelled) and event.order_id in told:
            told[event.order_id].cancelled = max(day, told[event.order_id].day)
    return list(told.values())


def check(d: Desk, period: Period, by: By, today: date) -> None:
    told = stories(d)
    booked = [story for story in told if not story.cancelled]
    found = d.ask(GetSold(period=period, by=by, today=today))
    assert [sold.period for sold in found] == parts_of(period, by)
    for sold in found:
        part = sold.period
        placed = [story for story in booked if part.first <= story.day <= part.last]
        assert (sold.net, sold.orders) == (sum(story.placed.totals.net for story in placed), len(placed))
        begun = filled = 0
        for story in told:
            seen: set[str] = set()
            for number, (day, parts) in enumerate(story.shipments):
                if part.first <= day <= part.last:
                    begun += len(parts.keys() - seen)
                    if number == 0:
                        filled += sum(parts.get(line.line_id) == line.quantity for line in story.placed.lines)
                seen |= parts.keys()
        assert (sold.lines_shipped, sold.lines_filled) == (begun, filled)
        due = on_time = 0
        for story in booked:
            due_on = story.placed.due_on
            if due_on is not None and part.first <= due_on <= part.last and due_on <= today:
                due += len(story.placed.lines)
                days = [story.completed(line.line_id) for line in story.placed.lines]
                on_time += sum(day is not None and day <= due_on for day in days)
        assert (sold.lines_due, sold.lines_on_time) == (due, on_time)
        assert sold.backlog == sum(story.open_value(part.last) for story in told)
        assert sold.to_pay == sum(story.to_pay(part.last) for story in told)
    whole, *parts = d.ask(GetShippingTimes(period=period, by=by))
    for times in (whole, *parts):
        took = sorted(
            (day - story.day).days
            for story in told
            if (day := story.shipped_on()) is not None and times.period.first <= day <= times.period.last
        )
        assert times.orders == len(took)
        assert times.spread == tuple(sorted(Counter(took).items()))
        for found_days, percent in ((times.median, 50), (times.ninetieth, 90)):
            # The nearest rank: the least value that so many percent of all do not exceed.
            assert found_days == next((v for v in took if 100 * sum(o <= v for o in took) >= percent * len(took)), None)
    for query, value, count in (
        (GetBacklog(today=today), Story.open_value, lambda story: story.open_lines() > 0),
        (GetToPay(today=today), Story.to_pay, lambda story: story.to_pay() > 0),
    ):
        aged = d.ask(query)
        assert [age.last for age in aged[1:]] == [age.first and age.first - timedelta(1) for age in aged[:-1]]
        for age in aged:
            mine = [s for s in told if (age.first or date.min) <= s.day <= (age.last or date.max)]
            assert (age.value, age.orders) == (sum(map(value, mine)), sum(map(count, mine)))
    inside = [story for story in booked if period.first <= story.day <= period.last]
    countries: dict[str, list[int]] = {}
    categories: dict[str, list[int]] = {}
    for story in inside:
        countries.setdefault(folded(story.country), []).append(story.placed.totals.net)
        nets: Counter[str] = Counter()
        for line in story.placed.lines:
            nets[folded(story.categories[line.line_id])] += line.net
        for category, net in nets.items():
            categories.setdefault(category, []).append(net)
    for ranked, wanted in (
        (d.ask(TopCountries(period=period, limit=99)), countries),
        (d.ask(TopCategories(period=period, limit=99)), categories),
    ):
        assert {one.id: (one.net, one.orders) for one in ranked} == {k: (sum(v), len(v)) for k, v in wanted.items()}


filed = st.builds(
    ChangeProduct,
    product_id=st.sampled_from(["p1", "p2"]),
    details=st.builds(
        ProductDetails,
        sku=st.sampled_from(["P1", "P2"]),
        name=st.just("Chai"),
        price=st.just(Decimal("3.335")),
        category=st.sampled_from(["", "Beverages", "beverages", "Épices"]),
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@example(
    history=[
        (ShipOrder(order_id="order-0", lines=(ShippedLine("l1", Decimal("0.5")),)), 0),
        (RecordPayment(order_id="order-0", amount=99_999), 30),
        (CancelOrder(order_id="order-1", reason="Never mind"), 30),
    ],
    period=Period(BEGUN, TODAY),
    by=By.WEEK,
    today=TODAY,
)
@given(
    history=st.lists(
        st.tuples(st.one_of(commands, commands, commands, filed), st.integers(0, 80)), min_size=20, max_size=50
    ),
    period=st.builds(
        lambda first, days: Period(BEGUN + timedelta(first), BEGUN + timedelta(first + days)),
        st.integers(-30, 60),
        st.integers(0, 100),
    ),
    by=st.sampled_from(By),
    today=st.integers(0, 150).map(lambda days: BEGUN + timedelta(days)),
)
def test_every_number_is_that_of_a_naive_count(
    history: list[tuple[Command, int]], period: Period, by: By, today: date
) -> None:
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder), Mode.SYNC) as d:
        d.record(*opening())
        moment = start_of_day(BEGUN, TIME_ZONE)
        for command, hours in history:
            moment += hours * 3_600_000_000
            d.attempt(replace(command, occurred_at=moment))
        check(d, period, by, today)


def sold_in_all(d: Desk) -> tuple[int, int]:
    """Lines shipped, and lines filled."""
    (sold,) = d.ask(GetSold(period=Period(date(2026, 3, 1), date(2026, 3, 31)), by=By.MONTH, today=date(2026, 4, 1)))
    return sold.lines_shipped, sold.lines_filled


def test_a_line_is_filled_if_all_of_it_goes_with_the_first_shipment(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(add_customer(), add_product(), receive(5))
        free = entry(2, None, "text", description="Text", unit_price=1)
        d.record(place("order", entry(7), free, occurred_at=at("2026-03-02T12:00")))
        part = (ShippedLine("line", Decimal(5)),)
        d.record(ShipOrder(order_id="order", lines=part, occurred_at=at("2026-03-03T12:00")))
        assert sold_in_all(d) == (1, 0)
        # It goes out whole, and still was not there when the first goods left.
        d.record(ShipOrder(order_id="order", occurred_at=at("2026-03-04T12:00")))
        assert sold_in_all(d) == (2, 0)


def test_the_backlog_stands_where_it_stood_and_ages_with_the_day_that_is_told(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(add_customer(), add_product(), receive(5))
        d.record(place("order", entry(5), occurred_at=at("2026-03-02T12:00")))
        d.record(
            ShipOrder(order_id="order", lines=(ShippedLine("line", Decimal(2)),), occurred_at=at("2026-03-04T12:00"))
        )
        days = Period(date(2026, 3, 1), date(2026, 3, 5))
        assert [sold.backlog for sold in d.ask(GetSold(period=days, today=days.last))] == [0, 9000, 9000, 5400, 5400]
        for today, place_of in [("2026-03-04", 0), ("2026-03-05", 1), ("2026-03-10", 2), ("2026-04-02", 3)]:
            aged = d.ask(GetBacklog(today=date.fromisoformat(today)))
            assert [age.value for age in aged] == [5400 if n == place_of else 0 for n in range(4)]


@pytest.mark.parametrize(
    ("spread", "percent", "wanted"),
    [
        ([], 50, None),
        ([(4, 1)], 50, 4),
        ([(1, 1), (2, 1)], 50, 1),
        ([(1, 1), (2, 1), (9, 1)], 50, 2),
        ([(1, 9), (30, 1)], 90, 1),
        ([(1, 8), (30, 2)], 90, 30),
    ],
)
def test_a_percentile_is_the_nearest_rank(spread: list[tuple[int, int]], percent: int, wanted: int | None) -> None:
    assert percentile(spread, percent) == wanted


@pytest.mark.parametrize(
    ("first", "last", "months", "earlier"),
    [
        ("2026-03-01", "2026-03-31", 1, ("2026-02-01", "2026-02-28")),
        ("2026-01-15", "2026-02-10", 3, ("2025-10-15", "2025-11-10")),
        ("2024-02-29", "2024-02-29", 12, ("2023-02-28", "2023-02-28")),
    ],
)
def test_months_earlier_are_the_same_days_of_the_month(
    first: str, last: str, months: int, earlier: tuple[str, str]
) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert months_earlier(period, months) == Period(*map(date.fromisoformat, earlier))


def test_weeks_begin_on_monday_and_the_ends_may_be_shorter() -> None:
    parts = parts_of(Period(date(2026, 3, 4), date(2026, 3, 17)), By.WEEK)
    assert [(part.first.day, part.last.day) for part in parts] == [(4, 8), (9, 15), (16, 17)]
