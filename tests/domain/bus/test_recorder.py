"""What is recorded at once is what the bus would have recorded one by one."""

from typing import Any

import pytest

from domain.bus.bus import CommandBus
from domain.bus.recorder import Recorder, Rehearsal
from domain.errors import AlreadyTaken, Refused
from domain.instants import Instant
from domain.messages import Command
from domain.store.store import Store
from domain.store.tables import metadata
from tests.domain.pads import HANDLERS, NUMBERS, RenameAway, TakePad, Write, open_store

STORY: list[Command] = [
    TakePad(pad="a", name="shopping", command_id="1"),
    TakePad(pad="b", name="shopping", command_id="2"),
    Write(pads=("a", "b"), text="half", but_not_on="b", command_id="3"),
    Write(pads=("a",), text="milk", command_id="4"),
    RenameAway(pad="a", command_id="5"),
    TakePad(pad="b", name="shopping", command_id="6"),
    Write(pads=("b", "a"), text="bread", occurred_at=7, command_id="7"),
]


def contents(store: Store) -> dict[str, list[Any]]:
    """Every row of every table."""
    with store.database.snapshot() as connection:
        tables = metadata.sorted_tables
        return {table.name: sorted(map(tuple, connection.execute(table.select()))) for table in tables}


def by_the_bus(store: Store, commands: list[Command]) -> list[type[BaseException] | None]:
    ticks = iter(range(1, 100))
    with CommandBus(store, HANDLERS, time_zone="UTC", clock=lambda: next(ticks)) as bus:
        return [type(error) if (error := bus.dispatch(command).exception()) else None for command in commands]


def at_once(store: Store, commands: list[Command]) -> list[type[BaseException] | None]:
    outcomes: list[type[BaseException] | None] = []
    with store.filling() as filling:
        recorder = Recorder(filling, HANDLERS, "UTC")
        for at, command in enumerate(commands, start=1):
            try:
                recorder.record(command, at)
            except Refused as refused:
                outcomes.append(type(refused))
            else:
                outcomes.append(None)
        recorder.flush()
    return outcomes


def test_every_table_holds_the_same_byte_for_byte(store: Store, tmp_path: Any) -> None:
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        refused = by_the_bus(other, STORY)
        assert AlreadyTaken in refused
        assert at_once(store, STORY) == refused
        assert contents(store) == contents(other)


def test_parts_decided_apart_fit_together(store: Store, tmp_path: Any) -> None:
    prepared: list[tuple[Command, Instant]] = [(TakePad(pad="shared", name="shared", command_id="0"), 1)]
    first: list[tuple[Command, Instant]] = [(TakePad(pad="a", name="a", command_id="1"), 2)]
    second: list[tuple[Command, Instant]] = [
        (TakePad(pad="b", name="b", command_id="2"), 3),
        (Write(pads=("b",), text="milk", command_id="3"), 4),
    ]
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        by_the_bus(other, [command for command, _ in (*prepared, *first, *second)])
        halves = [Rehearsal(HANDLERS, "UTC"), Rehearsal(HANDLERS, "UTC")]
        for half in halves:
            half.prepare(prepared)
        with store.filling() as filling:
            recorder = Recorder(filling, HANDLERS, "UTC")
            for command, at in prepared:
                recorder.record(command, at)
            recorder.take_over(halves[0].decided(first, {NUMBERS: 1}))
            recorder.take_over(halves[1].decided(second, {NUMBERS: 2}))
        assert contents(store) == contents(other)


def test_a_rehearsal_knows_what_was_prepared_and_forgets_its_parts(store: Store) -> None:
    rehearsal = Rehearsal(HANDLERS, "UTC")
    rehearsal.prepare([(TakePad(pad="a", name="taken", command_id="1"), 1)])
    with pytest.raises(AlreadyTaken):
        rehearsal.decided([(TakePad(pad="b", name="taken", command_id="2"), 1)], {})
    part = rehearsal.decided([(TakePad(pad="c", name="free", command_id="3"), 1)], {NUMBERS: 1})
    assert rehearsal.decided([(TakePad(pad="c", name="free", command_id="3"), 1)], {NUMBERS: 1}) == part


def test_what_follows_a_part_builds_on_it(store: Store) -> None:
    part = Rehearsal(HANDLERS, "UTC").decided([(TakePad(pad="a", name="a", command_id="1"), 1)], {})
    with store.filling() as filling:
        recorder = Recorder(filling, HANDLERS, "UTC")
        recorder.take_over(part)
        recorder.record(Write(pads=("a",), text="milk", command_id="2"), 2)
        recorder.record(TakePad(pad="b", name="b", command_id="3"), 3)
        recorder.flush()
    assert [(record.stream, record.version) for record in store.log.read(0, 9)] == [
        ("pad-a", 1),
        ("pad-a", 2),
        ("pad-b", 1),
    ]
    assert store.log.stream("pad-b")[0].event.number == "P02"
