"""A database that fails: nothing is half written, the senders are told, and the writer goes on once it is back."""

import sqlite3
from pathlib import Path

import psycopg
import pytest

from domain.bus.bus import CommandBus
from domain.errors import StoreUnavailable
from domain.store.store import Store
from tests.domain.bus.brittle_line import BrittleLine
from tests.domain.bus.gate import dispatched_together
from tests.domain.pads import Write, open_bus, open_store, stored_pad


def test_a_full_disk_refuses_commands_and_takes_them_again_once_there_is_room(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'write.db'}") as store, open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="before")).result()
        limit_pages(bus, 20)
        answers = [bus.dispatch(Write(pads=("a",), text="x" * 200_000)) for _ in range(3)]
        assert all(isinstance(answer.exception(), StoreUnavailable) for answer in answers)
        bus.dispatch(Write(pads=("a",), text="after")).result()
        assert stored_pad(store, "a").lines == ["before", "after"]
        assert list(store.verify()) == []


def limit_pages(bus: CommandBus, pages: int) -> None:
    """Make SQLite itself say that the disk is full; a new connection knows nothing of the limit."""
    connection: sqlite3.Connection = bus._writer._store._connection
    connection.execute(f"PRAGMA max_page_count={pages}")


def test_a_server_that_drops_the_connection_costs_one_answer(postgresql: str) -> None:
    with open_store(postgresql) as store, open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="before")).result()
        hang_up(postgresql)
        assert isinstance(bus.dispatch(Write(pads=("a",), text="lost")).exception(), StoreUnavailable)
        bus.dispatch(Write(pads=("a",), text="after")).result()
        assert stored_pad(store, "a").lines == ["before", "after"]


def test_an_answer_that_got_lost_after_the_commit_is_still_given(postgresql: str, tmp_path: Path) -> None:
    with open_store(postgresql) as store, BrittleLine(postgresql, tmp_path) as line:
        with open_store(line.address) as through, open_bus(through) as bus:
            bus.dispatch(Write(pads=("a",), text="before")).result()
            line.break_at(b"COMMIT", heard=True)
            assert bus.dispatch(Write(pads=("a",), text="recorded")).result().position == 2
            assert bus.dispatch(Write(pads=("a",), text="after")).result().position == 3
        assert stored_pad(store, "a").lines == ["before", "recorded", "after"]


def test_what_the_server_never_heard_to_be_committed_is_not_said_to_be(postgresql: str, tmp_path: Path) -> None:
    with open_store(postgresql) as store, BrittleLine(postgresql, tmp_path) as line:
        with open_store(line.address) as through, open_bus(through) as bus:
            bus.dispatch(Write(pads=("a",), text="before")).result()
            line.break_at(b"COMMIT", heard=False)
            assert isinstance(bus.dispatch(Write(pads=("a",), text="lost")).exception(), StoreUnavailable)
            assert bus.dispatch(Write(pads=("a",), text="after")).result().position == 2
        assert stored_pad(store, "a").lines == ["before", "after"]
        assert list(store.verify()) == []


def test_a_reader_finds_a_server_again(postgresql: str) -> None:
    with open_store(postgresql) as store:
        assert store.log.head() == 0
        hang_up(postgresql)
        with pytest.raises(StoreUnavailable):
            store.log.head()
        assert store.log.head() == 0


def hang_up(address: str) -> None:
    """End every connection to the database but our own."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_store_that_another_program_keeps_locked_is_busy_and_not_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.store.database.LOCK_SECONDS", 0.05)
    file = tmp_path / "write.db"
    with open_store(f"sqlite:///{file}") as store, open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="before")).result()
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert isinstance(bus.dispatch(Write(pads=("a",), text="in vain")).exception(), StoreUnavailable)
        other.execute("ROLLBACK")
        other.close()
        bus.dispatch(Write(pads=("a",), text="after")).result()
        assert stored_pad(store, "a").lines == ["before", "after"]


def test_what_was_decided_together_with_a_failed_write_is_forgotten(store: Store) -> None:
    """The first makes the batch fail when it is written; what memory then holds must be what the store holds."""
    answers = dispatched_together(
        store, Write(pads=("a",), text="never", occurred_at=2**70), Write(pads=("a",), text="first", seen_version=0)
    )
    assert answers[0].exception() is not None
    assert answers[1].result().position == 1
