"""Commands: how quickly one is on disk, and how quickly it can be read."""

import gc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from threading import Event
from time import perf_counter, sleep
from uuid import uuid4

from domain.ids import new_id
from domain.orders.commands import NoteOrder, PlaceOrder
from domain.orders.content import LineEntry, OrderContent
from domain.products.commands import ReceiveStock
from main import open_docket
from readmodel.control import Mode
from tests.benchmarks.floors import BareStore, eventsourcing_rate
from tests.benchmarks.goods import CUSTOMERS, PRODUCTS, customer_id, order_id, product_id, record_goods
from tests.benchmarks.report import AT_LEAST, AT_MOST, Figure, beside, spread_of, within

SECONDS = 1.5
RUNS = 5


def measure(folder: Path) -> Iterator[Figure]:
    """Every figure of the write side, floors and figures taken in turn so that both see the same machine."""
    yield from _durable_rates(folder)
    yield from _visibility(folder)


def _durable_rates(folder: Path) -> Iterator[Figure]:
    floors: dict[str, list[float]] = {"one": [], "five": []}
    rates: dict[str, list[float]] = {"one": [], "five": [], "burst": []}
    peers: list[float] = []
    with open_docket(folder / "rates", projection="async") as docket:
        record_goods(docket.commands, orders=200)
        docket.projector.paused = True
        for _ in range(RUNS):
            bare = BareStore(folder / f"{uuid4().hex}.db")
            floors["one"].append(bare.rate(0, SECONDS))
            floors["five"].append(bare.rate(5, SECONDS))
            bare.close()
            peers.append(eventsourcing_rate(folder / f"{uuid4().hex}.db"))
            rates["one"].append(_one_by_one(docket, _receipts_of_stock()))
            rates["five"].append(_one_by_one(docket, _five_line_orders()))
            rates["burst"].append(_burst(docket))
    one, five = median(floors["one"]), median(floors["five"])
    peer = median(peers)
    yield beside(
        "one-event command, durable, one at a time",
        median(rates["one"]),
        "/s",
        one,
        "bare sqlite3, synchronous=FULL",
        (AT_LEAST, 0.6),
        note=f"eventsourcing saving one bare event: {peer:,.0f}/s, so Docket is at {median(rates['one']) / peer:.2f} ×",
    )
    yield beside(
        "five-line order with five reservations",
        1000 / median(rates["five"]),
        "ms",
        1000 / five,
        "the same rows in bare sqlite3",
        (AT_MOST, 2.5),
    )
    yield beside(
        "burst of one-event commands, every receipt durable",
        median(rates["burst"]),
        "/s",
        one,
        "bare one-by-one commits",
        (AT_LEAST, 3),
    )


def _receipts_of_stock() -> Iterator[ReceiveStock]:
    number = 0
    while True:
        number += 1
        yield ReceiveStock(product_id=product_id(1 + number % 38), quantity=Decimal(1))


def _five_line_orders() -> Iterator[PlaceOrder]:
    chance = Random(3)
    while True:
        lines = tuple(
            LineEntry(line_id=str(index), product_id=product_id(number), quantity=Decimal(2))
            for index, number in enumerate(chance.sample(range(PRODUCTS), 5))
        )
        content = OrderContent(customer_id=customer_id(chance.randrange(CUSTOMERS)), lines=lines)
        yield PlaceOrder(order_id=new_id(), content=content, currency="EUR")


def _one_by_one(docket, commands) -> float:
    count, started = 0, perf_counter()
    while (elapsed := perf_counter() - started) < SECONDS:
        docket.commands.dispatch(next(commands)).result()
        count += 1
    return count / elapsed


def _burst(docket, count: int = 10_000) -> float:
    commands = [NoteOrder(order_id=order_id(number % 200), text="called back") for number in range(count)]
    gc.collect()
    started = perf_counter()
    futures = [docket.commands.dispatch(command) for command in commands]
    for future in futures:
        future.result()
    return count / (perf_counter() - started)


def _visibility(folder: Path) -> Iterator[Figure]:
    with open_docket(folder / "visible", projection="async") as docket:
        docket.projector.wait_for(record_goods(docket.commands, orders=500), timeout=120)
        orders = _five_line_orders()
        at_rest = [_until_readable(docket, next(orders)) for _ in range(300)]
        yield _readable("at rest", at_rest)
        busy = _at_a_rate(docket, orders, per_second=200, seconds=4)
        yield _readable("200/s", busy)
        waits: dict[Mode, list[float]] = {Mode.ASYNC: [], Mode.SYNC: []}
        for _ in range(4):
            for mode, samples in waits.items():
                docket.projector.mode = mode
                for _ in range(100):
                    started = perf_counter()
                    receipt = docket.commands.dispatch(next(orders)).result()
                    samples.append(perf_counter() - started)
                docket.projector.wait_for(receipt.position, timeout=60)
        yield beside(
            "dispatch of a five-line order, synchronous, median",
            median(waits[Mode.SYNC]) * 1000,
            "ms",
            median(waits[Mode.ASYNC]) * 1000,
            "the same asynchronous",
            (AT_MOST, 2),
            spread=spread_of([wait * 1000 for wait in waits[Mode.SYNC]]),
            floor_spread=spread_of([wait * 1000 for wait in waits[Mode.ASYNC]]),
        )


def _readable(when: str, waits: list[float]) -> Figure:
    spread = spread_of([wait * 1000 for wait in waits])
    return within(f"dispatch → row readable, asynchronous, {when}, p95", spread.p95, "ms", 5, spread=spread)


def _until_readable(docket, command) -> float:
    started = perf_counter()
    receipt = docket.commands.dispatch(command).result()
    docket.projector.reached(receipt.position).result(timeout=10)
    return perf_counter() - started


def _at_a_rate(docket, commands, per_second: int, seconds: float) -> list[float]:
    """Waits from dispatch to readable, of commands sent on a steady beat whether or not earlier ones are done."""
    waits: list[float] = []
    done = Event()
    total = int(per_second * seconds)

    def sent(started: float, receipt) -> None:
        docket.projector.reached(receipt.result().position).add_done_callback(lambda _: seen(started))

    def seen(started: float) -> None:
        waits.append(perf_counter() - started)
        if len(waits) == total:
            done.set()

    begin = perf_counter()
    for number in range(total):
        sleep(max(0.0, begin + number / per_second - perf_counter()))
        started = perf_counter()
        docket.commands.dispatch(next(commands)).add_done_callback(lambda receipt, at=started: sent(at, receipt))
    done.wait(30)
    return waits
