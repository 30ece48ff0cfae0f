"""Bookings, and who and what leads them, against sums taken from the orders one by one."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from domain.business.commands import OpenBusiness
from domain.messages import Command
from domain.orders.commands import CancelOrder, PlaceOrder
from domain.orders.events import OrderCancelled, OrderPlaced
from domain.products.events import ProductDetails
from readmodel.control import Mode
from readmodel.sales.answers import (
    GetSold,
    LatestTradingPeriod,
    Period,
    TopCustomers,
    TopProducts,
)
from readmodel.sales.periods import before, buckets_of, days_of
from readmodel.work_counts import GetWorkCounts, WorkCounts
from tests.domain.samples import add_customer, add_product, at, content, entry, place, receive
from tests.readmodel.desk import Desk, desk

FIRST = date(2026, 1, 1)


def placed_on(day: date, order_id: str, customer_id: str, products: list[str], price: int) -> PlaceOrder:
    lines = [entry(1, product, f"l{n}", unit_price=price + n) for n, product in enumerate(products)]
    stated = content(*lines, customer_id=customer_id)
    return PlaceOrder(order_id=order_id, content=stated, currency="EUR", occurred_at=at(f"{day}T12:00"))


def orders_of(d: Desk) -> list[OrderPlaced]:
    """Every order placed and not cancelled, with its day in ``reference``."""
    records = d.log.read(0, 10_000)
    gone = {record.event.order_id for record in records if isinstance(record.event, OrderCancelled)}
    return [r.event for r in records if isinstance(r.event, OrderPlaced) and r.event.order_id not in gone]


def naive_top(d: Desk, days: dict[str, date], period: Period, what: str) -> list[tuple[str, int, int]]:
    net: Counter[str] = Counter()
    orders: Counter[str] = Counter()
    for order in orders_of(d):
        if period.first <= days[order.order_id] <= period.last:
            parts = [(order.customer_id, order.totals.net)]
            if what == "products":
                parts = [(line.product_id or "", line.net) for line in order.lines]
            for id, part in parts:
                net[id] += part
            orders.update({id for id, _ in parts})
    return sorted(((id, net[id], orders[id]) for id in orders), key=lambda one: (-one[1], one[0]))


@pytest.mark.parametrize("seed", range(3))
def test_leaders_of_any_period_are_those_of_a_naive_sum(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    days: dict[str, date] = {}
    with desk(tmp_path, chance.choice(list(Mode))) as d:
        details = [ProductDetails(sku=f"P{n}", name=f"Product {n}", tracked=False) for n in range(6)]
        d.record(*(add_customer(f"c{n}", f"C{n}") for n in range(90)))
        d.record(*(add_product(f"p{n}", detail) for n, detail in enumerate(details)))
        reach = 40
        for number in range(240):
            if chance.random() < 0.08 and days:
                d.attempt(CancelOrder(order_id=chance.choice(list(days)), reason="Changed their mind"))
            # Mostly onwards, sometimes back, as imports do.
            reach += chance.choice([0, 0, 0, 1, 2])
            day = FIRST + timedelta(days=max(0, reach - chance.choice([0, 0, 0, 5, 40])))
            order_id = f"o{number}"
            days[order_id] = day
            products = chance.sample([f"p{n}" for n in range(6)], chance.randint(1, 3))
            customer = f"c{min(int(chance.expovariate(0.05)), 89)}"
            d.record(placed_on(day, order_id, customer, products, chance.randint(0, 30)))
            if number % 60 == 59:
                d.catch_up()
                for length, back in [
                    (30, 0),
                    (30, -3),
                    (30, -9),
                    (30, 4),
                    (1, 0),
                    (7, 2),
                    (90, 20),
                    (45, 10),
                    (200, 3),
                ]:
                    last = FIRST + timedelta(days=reach - back)
                    period = Period(first=last - timedelta(days=length - 1), last=last)
                    for query, what in ((TopCustomers, "customers"), (TopProducts, "products")):
                        leaders = naive_top(d, days, period, what)
                        for limit in (1, 3, 8):
                            found = [(r.id, r.net, r.orders) for r in d.ask(query(period=period, limit=limit))]
                            assert found == leaders[:limit], (period, what)
                        compared = before(period)
                        earlier = {id: net for id, net, _ in naive_top(d, days, compared, what)}
                        for ranked in d.ask(query(period=period, compared=compared)):
                            assert ranked.before == earlier.get(ranked.id, 0)
        everything = Period(first=FIRST, last=FIRST + timedelta(days=reach))
        for sold in d.ask(GetSold(period=everything, today=everything.last)):
            mine = [order for order in orders_of(d) if days[order.order_id] == sold.period.first]
            assert (sold.net, sold.orders) == (sum(order.totals.net for order in mine), len(mine))


def test_a_day_is_one_of_the_business_and_not_of_the_machine(tmp_path: Path) -> None:
    commands: list[Command] = [
        OpenBusiness(currency="EUR", time_zone="Pacific/Auckland"),
        add_customer(),
        add_product(),
        place("order", occurred_at=at("2026-03-05T12:00")),
    ]
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(*commands)
        assert d.ask(LatestTradingPeriod(today=date(2026, 3, 6), days=1)) == Period(date(2026, 3, 6), date(2026, 3, 6))


def test_the_latest_trading_period_ends_today_or_with_the_latest_trade_before(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        assert d.ask(LatestTradingPeriod(today=date(2026, 3, 5))) is None
        d.record(add_customer(), add_product(), place("order", occurred_at=at("2026-03-05T12:00")))
        for today, first, last in [
            (date(2026, 3, 5), date(2026, 2, 4), date(2026, 3, 5)),
            (date(2026, 4, 3), date(2026, 3, 5), date(2026, 4, 3)),
            (date(2026, 4, 4), date(2026, 2, 4), date(2026, 3, 5)),
        ]:
            assert d.ask(LatestTradingPeriod(today=today)) == Period(first=first, last=last)
        assert d.ask(LatestTradingPeriod(today=date(2026, 3, 4))) is None


def test_work_is_counted_as_of_the_day_that_is_told(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(add_customer(), add_product(), receive(3))
        d.record(
            place("ready", entry(1), due_on=date(2026, 3, 5)),
            place("waits", entry(7), due_on=date(2026, 3, 6)),
            place("no hurry", entry(1, None, description="Text", unit_price=1)),
        )
        counts = d.ask(GetWorkCounts(today=date(2026, 3, 6)))
        assert counts == WorkCounts(drafts=0, to_ship=3, late=1, due_today=1, backordered=1, unpaid=3, low_stock=1)
        assert d.ask(GetWorkCounts(today=date(2026, 3, 5))).late == 0


def test_a_cancelled_order_leaves_the_day_it_was_booked_on(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(add_customer(), add_product(), place("order", entry(2), occurred_at=at("2026-03-05T12:00")))
        day = Period(date(2026, 3, 5), date(2026, 3, 5))
        assert d.ask(GetSold(period=day, today=day.last))[0].net == 3600
        d.record(CancelOrder(order_id="order", reason="Changed their mind", occurred_at=at("2026-03-09T12:00")))
        assert d.ask(GetSold(period=day, today=day.last))[0].net == 0
        assert d.ask(TopCustomers(period=day)) == ()


def test_free_text_counts_for_its_customer_and_for_no_product(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        text = entry(1, None, description="Text", unit_price=5)
        d.record(add_customer(), place("order", text, occurred_at=at("2026-03-05T12:00")))
        day = Period(date(2026, 3, 5), date(2026, 3, 5))
        assert [(top.code, top.name, top.net) for top in d.ask(TopCustomers(period=day))] == [
            ("VINET", "Vins et alcools Chevalier", 500)
        ]
        assert d.ask(TopProducts(period=day)) == ()


@pytest.mark.parametrize(
    ("first", "last", "buckets"),
    [
        ("2026-01-01", "2026-01-31", ["2026-01"]),
        ("2026-01-31", "2026-03-01", ["2026-01-31", "2026-02", "2026-03-01"]),
        ("2024-02-29", "2024-02-29", ["2024-02-29"]),
        ("2025-12-30", "2026-01-01", ["2025-12-30", "2025-12-31", "2026-01-01"]),
        ("2024-12-31", "2026-03-31", ["2024-12-31", "2025", "2026Q1"]),
        ("2025-09-01", "2026-02-28", ["2025-09", "2025Q4", "2026-01", "2026-02"]),
        ("2026-01-01", "2026-05-10", ["2026", "2026-05-10"]),
        ("2026-04-01", "2026-05-12", ["2026Q2", "2026-05-10", "2026-05-11", "2026-05-12"]),
        ("2026-05-01", "2026-05-09", ["2026-05"]),
        ("2026-05-01", "2026-05-02", ["2026-05-01", "2026-05-02"]),
        ("2026-05-09", "2026-05-11", ["2026-05-09", "2026-05-10", "2026-05-11"]),
        ("2026-06-01", "2026-06-02", ["2026-06-01", "2026-06-02"]),
    ],
)
def test_a_period_is_cut_into_the_coarsest_buckets_that_hold_its_days(
    first: str, last: str, buckets: list[str]
) -> None:
    assert buckets_of(Period(date.fromisoformat(first), date.fromisoformat(last)), date(2026, 5, 10)) == buckets


def test_a_period_of_days_has_each_of_them_once() -> None:
    assert [day.day for day in days_of(Period(date(2026, 2, 27), date(2026, 3, 2)))] == [27, 28, 1, 2]
