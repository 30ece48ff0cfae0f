"""A store is filled whole or not at all, on SQLite and on PostgreSQL alike."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import NotAllowed
from domain.store.chain import Line
from domain.store.encoding import encoded
from domain.store.store import Store
from domain.store.writing import Changes
from tests.domain.pads import Pad, Write, Written, open_bus, open_store, stored_pad


def written(pad: str, version: int, text: str) -> Line:
    return f"pad-{pad}", version, "Written", 1, encoded(Written(text=text)), f"c-{pad}", "desk", 10, 20


def on_a_pad(pad: str, *texts: str) -> Changes:
    lines = [written(pad, place, text) for place, text in enumerate(texts, start=1)]
    state = encoded(Pad(id=pad, version=len(lines), lines=list(texts)))
    return Changes(
        events=lines, heads=[(f"pad-{pad}", len(lines), 1, state)], commands=[(f"c-{pad}", b"digest", len(lines))]
    )


def test_what_was_filled_in_is_there_and_verifies(address: str) -> None:
    with open_store(address) as store:
        with store.filling() as filling:
            filling.append(on_a_pad("a", "one", "two"))
            filling.append(on_a_pad("b", "three"))
            assert filling.position == 3
        assert [record.event.text for record in store.log.read(0, 10)] == ["one", "two", "three"]
        assert stored_pad(store, "a").lines == ["one", "two"]
        assert list(store.verify()) == []


def test_nobody_sees_anything_before_the_end_but_whoever_fills(address: str) -> None:
    with open_store(address) as watching, open_store(address) as store:
        assert watching.log.head() == 0
        with store.filling() as filling:
            filling.append(on_a_pad("a", "one"))
            assert filling.writer.load(Pad, "a").lines == ["one"]
            assert watching.log.head() == 0
        assert watching.log.head() == 1


def test_whatever_is_raised_leaves_the_store_empty(address: str) -> None:
    def give_up(store: Store) -> None:
        with store.filling() as filling:
            filling.append(on_a_pad("a", "one"))
            raise KeyboardInterrupt

    with open_store(address) as store:
        with pytest.raises(KeyboardInterrupt):
            give_up(store)
        assert store.log.head() == 0
        assert stored_pad(store, "a").version == 0
        with store.filling() as filling:
            filling.append(on_a_pad("a", "another"))
        assert [record.event.text for record in store.log.read(0, 10)] == ["another"]


def test_a_store_that_holds_something_is_not_filled(address: str) -> None:
    with open_store(address) as store:
        with open_bus(store) as bus:
            bus.dispatch(Write(pads=("a",), text="mine")).result()
        with pytest.raises(NotAllowed), store.filling() as filling:
            filling.append(on_a_pad("b", "one"))
        assert [record.event.text for record in store.log.read(0, 10)] == ["mine"]


def test_a_bus_goes_on_where_the_filling_ended(address: str) -> None:
    with open_store(address) as store:
        with open_bus(store) as bus:
            with store.filling() as filling:
                filling.append(on_a_pad("a", "one"))
            assert bus.dispatch(Write(pads=("a",), text="two")).result().position == 2
        assert stored_pad(store, "a").lines == ["one", "two"]
        assert list(store.verify()) == []


def test_a_filled_file_has_its_write_ahead_log_again(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'write.db'}") as store:
        with store.filling() as filling:
            filling.append(on_a_pad("a", "one"))
        assert store.log.head() == 1
    with closing(sqlite3.connect(tmp_path / "write.db")) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
