"""A long history is written in bulk, and is what the bus would have recorded for the same commands, byte for byte."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest

from domain.bus.recorder import Dated
from domain.errors import NotAllowed
from domain.numbering import format_number
from domain.opening import open_store
from domain.store.store import Store
from domain.store.tables import claims, commands, counters, events, heads, metadata
from tests.domain.scenario import Scenario, scenario
from ui.samples.generating import generate
from ui.samples.past import Past, parts_of
from ui.samples.scene import Scene, Wish
from ui.samples.trading import Step, Trade

UNTIL = date(2026, 6, 30)
SHORT = Wish(orders=250, seed="docket", until=UNTIL)
LONG = Wish(orders=12_000, seed="docket", until=UNTIL)
"""A past that is worth more than one process, and a trade after it."""
SAMPLE = 1_000
"""Imports of it that the bus records for comparison."""


@contextmanager
def _opened(folder: Path) -> Iterator[Store]:
    with open_store(folder) as store:
        yield store


def _rows(store: Store, query: Any) -> list[tuple[Any, ...]]:
    with store.database.snapshot() as connection:
        return [tuple(row) for row in connection.execute(query)]


def _carry_out(told: Scenario, dated: Iterator[Dated]) -> None:
    for command, at in dated:
        told.now = at
        told.bus.dispatch(command).result(30)


def _try_each(told: Scenario, steps: Iterator[Step]) -> int:
    failed = 0
    for step in steps:
        told.now = step.at
        try:
            told.bus.dispatch(step.command).result(30)
        except NotAllowed:
            assert step.may_fail
            failed += 1
    return failed


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    generate(folder, None, LONG)
    return folder


def test_a_year_of_trade_is_in_every_table_what_the_bus_records(tmp_path: Path) -> None:
    generate(tmp_path / "bulk", None, SHORT)
    scene = Scene(SHORT)
    with scenario(tmp_path / "bus") as told:
        _carry_out(told, scene.preparation())
        failed = _try_each(told, Trade(scene).steps())
    assert failed, "a year without a refusal would not show that refusals leave no trace"
    with _opened(tmp_path / "bulk") as bulk, _opened(tmp_path / "bus") as bus:
        for table in metadata.sorted_tables:
            order = list(table.primary_key)
            assert _rows(bulk, table.select().order_by(*order)) == _rows(bus, table.select().order_by(*order))


def test_a_sample_of_the_past_is_what_the_bus_records(long: Path, tmp_path: Path) -> None:
    scene = Scene(LONG)
    past = Past(scene)
    imports = list(islice(chain.from_iterable(map(past.commands, parts_of(scene))), SAMPLE))
    with scenario(tmp_path) as told:
        _carry_out(told, scene.preparation())
        _carry_out(told, iter(imports))
        reached = told.log.head()
    streams = [f"order-{command.order_id}" for command, _ in imports]  # type: ignore[attr-defined]
    ids = [command.command_id for command, _ in imports]
    with _opened(long) as bulk, _opened(tmp_path) as bus:
        up_to = events.select().where(events.c.position <= reached).order_by(events.c.position)
        assert _rows(bulk, up_to) == _rows(bus, up_to)
        for query in (
            heads.select().where(heads.c.stream.in_(streams)).order_by(heads.c.stream),
            commands.select().where(commands.c.id.in_(ids)).order_by(commands.c.id),
            claims.select().where(claims.c.owner.in_([stream.removeprefix("order-") for stream in streams])),
        ):
            recorded = _rows(bus, query)
            assert len(recorded) == SAMPLE
            assert sorted(_rows(bulk, query)) == sorted(recorded)


def test_a_long_history_verifies(long: Path) -> None:
    with _opened(long) as store:
        assert list(store.verify()) == []


def test_its_orders_are_numbered_without_a_gap_across_parts_and_years(long: Path) -> None:
    with _opened(long) as store:
        last = dict(_rows(store, counters.select()))
        placed = [
            recorded.event.number
            for recorded in chain.from_iterable(_pages(store))
            if type(recorded.event).__name__ == "OrderPlaced"
        ]
    assert len(placed) == LONG.orders
    assert sorted(placed) == sorted(
        format_number(series, number) for series, count in last.items() for number in range(1, count + 1)
    )
    assert len(last) == 6


def test_it_does_not_matter_how_many_processes_decide(
    long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(parts_of(Scene(LONG))) > 1
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    generate(tmp_path, None, LONG)
    head = metadata.tables["log"].select()
    with _opened(long) as by_several, _opened(tmp_path) as alone:
        assert _rows(by_several, head) == _rows(alone, head)


def test_giving_up_in_the_past_leaves_nothing_and_ends_the_processes(tmp_path: Path) -> None:
    def give_up(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(tmp_path, None, LONG, give_up)
    with _opened(tmp_path) as store:
        assert store.log.head() == 0
        assert _rows(store, heads.select()) == []


def _pages(store: Store) -> Iterator[list[Any]]:
    position = 0
    while page := store.log.read(position, 5_000):
        yield page
        position = page[-1].position
