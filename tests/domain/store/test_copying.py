"""Backups: one file out of any store, and any empty store filled from it."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, select, text

from domain.errors import Invalid, NotAllowed, StoreUnavailable
from domain.store.store import Store
from domain.store.tables import metadata
from tests.domain.pads import TakePad, Write, open_bus, open_store


def written(store: Store) -> None:
    with open_bus(store) as bus:
        bus.dispatch(TakePad(pad="a", name="Ann")).result()
        for number in range(20):
            bus.dispatch(Write(pads=("a", "b"), text=str(number))).result()


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.database.snapshot() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def change(file: Path, sql: str) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    file = tmp_path / "kept" / "backup.db"
    file.parent.mkdir()
    with open_store(f"sqlite:///{tmp_path / 'source.db'}") as store:
        written(store)
        store.backup(file)
    return file


def test_a_backup_holds_every_table_and_is_one_file(address: str, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "backup.db"
    file.parent.mkdir()
    with open_store(address) as store:
        written(store)
        assert store.backup(file) == 41
        assert [path.name for path in file.parent.iterdir()] == ["backup.db"]
        with open_store(f"sqlite:///{file}") as copy:
            assert rows(copy) == rows(store)
            assert list(copy.verify()) == []


def test_an_empty_store_is_restored_from_a_backup_and_works_on(address: str, backup: Path) -> None:
    with open_store(address) as store:
        assert store.restore(backup) == 41
        assert list(store.verify()) == []
        with open_bus(store) as bus:
            assert bus.dispatch(TakePad(pad="b", name="Bob")).result().position == 42
            assert store.log.newest(1)[0].event.number == "P02"
        assert list(store.verify()) == []


def test_a_bus_that_was_open_before_works_on_what_was_restored(address: str, backup: Path) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        store.restore(backup)
        assert bus.dispatch(Write(pads=("a",), text="after")).result().position == 42
        assert store.log.newest(1)[0].version == 22


def test_a_backup_replaces_an_older_one_of_the_same_name(address: str, backup: Path) -> None:
    with open_store(address) as store, open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="one")).result()
        assert store.backup(backup) == 1


def test_a_backup_replaces_nothing_but_a_backup(address: str, tmp_path: Path) -> None:
    letter, songs, other = (tmp_path / name for name in ("letter.txt", "songs.db", "other.db"))
    letter.write_text("Dear Sir or Madam")
    change(songs, "CREATE TABLE log (format INTEGER)")
    with open_store(f"sqlite:///{other}") as store:
        written(store)
    with open_store(address) as store:
        for file in (letter, songs, other, tmp_path):
            before = sorted(tmp_path.iterdir()), file.is_file() and file.read_bytes()
            with pytest.raises((Invalid, StoreUnavailable), match=file.name):
                store.backup(file)
            assert (sorted(tmp_path.iterdir()), file.is_file() and file.read_bytes()) == before


def test_a_disk_without_room_for_a_backup_is_what_it_is_refused_for(tmp_path: Path, backup: Path) -> None:
    """SQLite itself takes back what was written then, so that there is nothing left to be rolled back."""
    with open_store(f"sqlite:///{tmp_path / 'small.db'}") as store:
        small = "PRAGMA max_page_count = 1"  # of which what is there already takes more
        event.listen(store.database.engine, "connect", lambda connection, _: connection.execute(small))
        store.database.close()
        with pytest.raises(StoreUnavailable, match="disk is full"):
            store.restore(backup)
        assert store.log.head() == 0


def test_nothing_is_restored_into_a_store_that_holds_something(address: str, backup: Path) -> None:
    with open_store(address) as store:
        with open_bus(store) as bus:
            bus.dispatch(Write(pads=("a",), text="mine")).result()
        before = rows(store)
        with pytest.raises(NotAllowed, match="empty"):
            store.restore(backup)
        assert rows(store) == before


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        ("UPDATE events SET actor = 'forger' WHERE position = 7", "at event 7"),
        ("DELETE FROM events WHERE position = 41", "at event 40: the log ends here"),
        ("UPDATE heads SET version = 3 WHERE stream = 'pad-b'", "in pad-b: its head stands at version 3"),
        ("DELETE FROM claims", "in pad-a: its pad 'ann' is claimed by nobody"),
        ("UPDATE counters SET value = 7", "the counter of P"),
        ("DELETE FROM commands", "at event 1: the command that recorded it has no receipt"),
    ],
)
def test_an_altered_backup_is_not_restored(address: str, backup: Path, harm: str, where: str) -> None:
    change(backup, harm)
    with open_store(address) as store:
        before = rows(store)
        for use in (store.check_backup, store.restore):
            with pytest.raises(Invalid, match=where) as refused:
                use(backup)
            assert refused.value.field == "file"
        assert rows(store) == before


def test_a_sound_backup_is_found_so_whatever_is_in_the_store(address: str, backup: Path) -> None:
    with open_store(address) as store:
        store.check_backup(backup)
        store.restore(backup)
        store.check_backup(backup)


def test_a_backup_of_a_newer_docket_is_not_restored(address: str, backup: Path) -> None:
    change(backup, "UPDATE log SET format = 99")
    with open_store(address) as store, pytest.raises(StoreUnavailable, match="written by a newer Docket"):
        store.restore(backup)


def test_a_database_of_something_else_is_not_restored(address: str, tmp_path: Path) -> None:
    file = tmp_path / "songs.db"
    change(file, "CREATE TABLE log (format INTEGER)")
    with open_store(address) as store, pytest.raises(Invalid, match="not a backup that Docket wrote"):
        store.restore(file)


@pytest.mark.parametrize("content", [b"", b"this is a letter, not a backup" * 100])
def test_a_file_that_is_no_backup_is_not_restored(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    with open_store(f"sqlite:///{tmp_path / 'write.db'}") as store, pytest.raises(Invalid) as refused:
        store.restore(file)
    assert refused.value.field == "file"


def test_a_file_that_is_not_there_is_not_restored(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'write.db'}") as store, pytest.raises(Invalid, match="no backup"):
        store.restore(tmp_path / "nowhere.db")


def test_the_store_is_never_overwritten_by_its_own_backup(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'write.db'}") as store:
        written(store)
        with pytest.raises(Invalid, match="the store itself"):
            store.backup(tmp_path / "." / "write.db")
        assert list(store.verify()) == []


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'write.db'}") as store:
        before = sorted(tmp_path.iterdir())
        with pytest.raises(StoreUnavailable, match="backup can't be written"):
            store.backup(tmp_path / "no such folder" / "backup.db")
        assert sorted(tmp_path.iterdir()) == before
