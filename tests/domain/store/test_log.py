"""What every write store must do, on SQLite and on PostgreSQL alike."""

from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text, update

from domain.errors import Collided
from domain.store.chain import Line
from domain.store.encoding import encoded
from domain.store.tables import heads
from domain.store.upcasting import Stored, UnreadableEvent, Upcaster
from domain.store.writing import Changes, StoreWriter
from tests.domain.pads import Write as WriteOn
from tests.domain.pads import Written, open_bus, open_store, stored_pad


def line(stream: str, version: int, written: str, command: str = "c") -> Line:
    return stream, version, "Written", 1, encoded(Written(text=written)), command, "desk", 10, 20


def append(writer: StoreWriter, *lines: Line) -> None:
    writer.connect()
    head = writer.begin()
    writer.append(head, Changes(events=list(lines)))
    writer.commit("c")


def test_a_new_store_is_empty(address: str) -> None:
    with open_store(address) as store:
        assert store.log.head() == 0
        assert store.log.read(0, 10) == []
        assert list(store.verify()) == []


def test_events_are_read_back_with_their_place(address: str) -> None:
    with open_store(address) as store:
        writer = store.writer()
        append(writer, line("pad-a", 1, "one"), line("pad-b", 1, "two"))
        append(writer, line("pad-a", 2, "three", "d"))
        writer.disconnect()
        assert [(r.position, r.stream, r.version, r.event.text) for r in store.log.read(0, 10)] == [
            (1, "pad-a", 1, "one"),
            (2, "pad-b", 1, "two"),
            (3, "pad-a", 2, "three"),
        ]
        last = store.log.newest(1)[0]
        assert (last.command_id, last.actor, last.occurred_at, last.recorded_at) == ("d", "desk", 10, 20)
        assert [r.position for r in store.log.read(1, 1)] == [2]
        assert [r.position for r in store.log.newest(2)] == [3, 2]
        assert [r.event.text for r in store.log.stream("pad-a")] == ["one", "three"]


def test_a_store_keeps_what_it_holds_when_it_is_opened_again(address: str) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        bus.dispatch(WriteOn(pads=("a",), text="kept")).result()
    with open_store(address) as store:
        assert [r.event.text for r in store.log.read(0, 10)] == ["kept"]
        assert stored_pad(store, "a").lines == ["kept"]


def test_the_same_version_of_a_stream_is_never_stored_twice(address: str) -> None:
    with open_store(address) as store:
        writer = store.writer()
        append(writer, line("pad-a", 1, "first"))
        head = writer.begin()
        with pytest.raises(Collided), store.database.translated():
            writer.append(head, Changes(events=[line("pad-a", 1, "second")]))
        writer.rollback()
        writer.disconnect()


def test_positions_have_no_gaps_when_many_write_at_once(address: str) -> None:
    def write_on(pad: str) -> None:
        with open_store(address) as store, open_bus(store) as bus:
            for number in range(25):
                bus.dispatch(WriteOn(pads=(pad, "shared"), text=f"{pad} {number}")).result()

    with open_store(address) as store:
        desks = [Thread(target=write_on, args=(f"pad{number}",)) for number in range(3)]
        for desk in desks:
            desk.start()
        for desk in desks:
            desk.join()
        assert [r.position for r in store.log.read(0, 1000)] == list(range(1, 151))
        assert len(stored_pad(store, "shared").lines) == 75
        assert list(store.verify()) == []


def test_a_reader_never_sees_a_later_event_before_an_earlier_one(address: str) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        answers = [bus.dispatch(WriteOn(pads=("a",), text=str(number))) for number in range(200)]
        position = 0
        while position < 200:
            for recorded in store.log.read(position, 50):
                assert recorded.position == position + 1
                position = recorded.position
        assert [answer.result().position for answer in answers] == list(range(1, 201))


def test_a_head_of_another_schema_is_folded_from_the_events(address: str) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        bus.dispatch(WriteOn(pads=("a",), text="one")).result()
        bus.dispatch(WriteOn(pads=("a",), text="two")).result()
        with store.database.transaction() as connection:
            connection.execute(update(heads).values(schema=0, state=b'{"of":"another age"}'))
        pad = stored_pad(store, "a")
        assert (pad.version, pad.lines) == (2, ["one", "two"])


def test_events_of_an_older_schema_are_lifted_when_read(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        bus.dispatch(WriteOn(pads=("a",), text="old")).result()
    monkeypatch.setattr(Written, "SCHEMA", 3)

    def exclaim(schema: int) -> Upcaster:
        return lambda data: Stored("Written", schema, {"text": data["text"] + "!"})

    with open_store(address, {("Written", 1): exclaim(2), ("Written", 2): exclaim(3)}) as store:
        assert store.log.read(0, 1)[0].event == Written(text="old!!")


def test_events_of_a_type_that_was_renamed_are_read_and_folded_as_what_they_are_called_now(address: str) -> None:
    def renamed(data: dict[str, Any]) -> Stored:
        return Stored("Written", 1, {"text": data["words"]})

    with open_store(address, {("Scribbled", 4): renamed}) as store:
        with open_bus(store) as bus:
            bus.dispatch(WriteOn(pads=("a",), text="old")).result()
        with store.database.transaction() as connection:
            connection.execute(
                text("UPDATE events SET type = 'Scribbled', schema = 4, data = :data"), {"data": b'{"words": "older"}'}
            )
            connection.execute(update(heads).values(schema=0))
        assert store.log.read(0, 1)[0].event == Written(text="older")
        assert stored_pad(store, "a").lines == ["older"]


def test_an_event_that_nothing_lifts_is_not_guessed_at(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        bus.dispatch(WriteOn(pads=("a",), text="old")).result()
    monkeypatch.setattr(Written, "SCHEMA", 2)
    with open_store(address) as store, pytest.raises(UnreadableEvent, match="schema 1"):
        store.log.read(0, 1)


def test_an_event_of_a_type_that_nobody_knows_is_not_skipped(address: str) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        bus.dispatch(WriteOn(pads=("a",), text="old")).result()
        with store.database.transaction() as connection:
            connection.execute(text("UPDATE events SET type = 'Telegraphed'"))
        with pytest.raises(UnreadableEvent, match="Telegraphed"):
            store.log.read(0, 1)
