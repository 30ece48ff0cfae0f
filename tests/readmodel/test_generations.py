"""The read store's files: deleting, damaging or outgrowing them costs time and nothing else."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event

import pytest

from readmodel.control import Mode
from readmodel.orders.detail import OrderDetails
from readmodel.orders.detail_answers import GetOrder
from readmodel.pipeline.answers import GetCounts
from readmodel.products.answers import GetProduct
from readmodel.projector import Projector
from readmodel.signals import projected
from readmodel.store.generations import Generations
from tests.domain.samples import add_customer, add_product, place, receive
from tests.readmodel.desk import PATIENCE, desk
from tests.readmodel.dump import current_file, dump
from tests.system.desks import ROOT

MAKE = """
import sys
from pathlib import Path
from readmodel.store.generations import being_made
path = Path(sys.argv[1])
with being_made(path):
    path.touch()
    print("made", flush=True)
    sys.stdin.read()
"""


def trade(data_dir: Path) -> None:
    """A little trading, and everything closed again."""
    with desk(data_dir) as d:
        d.see(add_customer(), add_product(), receive(9), place("order"))


def overwrite(data_dir: Path) -> None:
    current_file(data_dir).write_bytes(b"this is no database" * 1000)


def truncate(data_dir: Path) -> None:
    file = current_file(data_dir)
    file.write_bytes(file.read_bytes()[:5000])


def delete_all(data_dir: Path) -> None:
    for file in data_dir.glob("read*"):
        file.unlink()


def delete_file(data_dir: Path) -> None:
    current_file(data_dir).unlink()


def delete_pointer(data_dir: Path) -> None:
    (data_dir / "read-current").unlink()


def garble_pointer(data_dir: Path) -> None:
    (data_dir / "read-current").write_bytes(b"\xff\xfe../../etc/passwd")


def point_into_the_void(data_dir: Path) -> None:
    (data_dir / "read-current").write_text("read-999999.db\n")


def let_versions_differ(data_dir: Path) -> None:
    with closing(sqlite3.connect(current_file(data_dir))) as db, db:
        db.execute("UPDATE projection SET version = 0 WHERE name = 'order_details'")
        db.execute("DROP TABLE order_line")


def let_tables_differ(data_dir: Path) -> None:
    """As if a column had been added and nobody had raised the version."""
    with closing(sqlite3.connect(current_file(data_dir))) as db, db:
        db.execute("UPDATE projection SET version = '1.00000000' WHERE name = 'products'")
        db.execute("ALTER TABLE stock DROP COLUMN waiting")


def forget_a_projection(data_dir: Path) -> None:
    with closing(sqlite3.connect(current_file(data_dir))) as db, db:
        db.execute("DELETE FROM projection WHERE name = 'bookings'")


@pytest.mark.parametrize(
    "spoil",
    [
        overwrite,
        truncate,
        delete_all,
        delete_file,
        delete_pointer,
        garble_pointer,
        point_into_the_void,
        let_versions_differ,
        let_tables_differ,
        forget_a_projection,
    ],
)
def test_a_spoiled_read_store_is_made_anew(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    trade(tmp_path)
    before = dump(current_file(tmp_path))
    spoil(tmp_path)
    with desk(tmp_path) as d:
        d.catch_up()
        assert d.projector.state().failure == ""
        assert d.ask(GetCounts()) == {"orders": 1, "drafts": 0, "customers": 1, "products": 1}
    assert dump(current_file(tmp_path)) == before


@pytest.mark.parametrize("spoil", [overwrite, truncate, delete_all, garble_pointer, let_versions_differ])
def test_looking_at_a_spoiled_read_store_changes_nothing_and_does_not_crash(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    trade(tmp_path)
    spoil(tmp_path)
    before = {file.name: file.stat().st_size for file in tmp_path.glob("read*")}
    with desk(tmp_path, project=False) as d:
        state = d.projector.state()
        assert state.log_head == d.log.head()
        assert state.lag == state.log_head - state.checkpoint
        assert set(d.ask(GetCounts())) == {"orders", "drafts", "customers", "products"}
    assert {file.name: file.stat().st_size for file in tmp_path.glob("read*")} == before


def test_a_read_store_of_another_log_is_made_anew(tmp_path: Path) -> None:
    trade(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    with desk(other) as d:
        d.see(add_customer("someone"), add_customer("else", "ELSE"))
    for file in tmp_path.glob("write.db*"):
        file.unlink()
    (other / "write.db").rename(tmp_path / "write.db")
    with desk(tmp_path) as d:
        d.catch_up()
        assert d.ask(GetCounts())["customers"] == 2
        assert d.ask(GetCounts())["orders"] == 0


def test_files_deleted_under_a_running_projector_come_back(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.see(add_customer(), add_product())
        delete_all(tmp_path)
        d.see(receive(3))
        assert d.ask(GetCounts())["products"] == 1
        assert dump(current_file(tmp_path))["checkpoint"]


@pytest.mark.parametrize("spoil", [delete_pointer, garble_pointer, point_into_the_void])
def test_a_pointer_spoiled_under_a_running_projector_comes_back(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    with desk(tmp_path) as d:
        d.see(add_customer(), add_product())
        before = current_file(tmp_path)
        shown = Event()

        def hear(sender: object, position: int, changes: frozenset[tuple[str, str]]) -> None:
            if ("store", "all") in changes:
                shown.set()

        with projected.connected_to(hear, d.projector):
            spoil(tmp_path)
            assert shown.wait(PATIENCE)
        assert d.ask(GetCounts())["products"] == 1
        assert current_file(tmp_path) == before


def test_unused_generations_go_at_the_next_start(tmp_path: Path) -> None:
    trade(tmp_path)
    (tmp_path / "read-000099.db").write_bytes(b"left behind")
    (tmp_path / "read-aside-1.db").write_bytes(b"left behind")
    with desk(tmp_path):
        assert not list(tmp_path.glob("read-000099*"))
        assert not list(tmp_path.glob("read-aside*"))
        assert current_file(tmp_path).exists()


def test_what_another_process_makes_stays_at_a_start_and_goes_once_that_one_is_dead(tmp_path: Path) -> None:
    trade(tmp_path)
    made = tmp_path / "read-aside-1.db"
    with subprocess.Popen(
        [sys.executable, "-c", MAKE, str(made)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "made\n"
        (tmp_path / "read-aside-1.db-part").write_bytes(b"")
        with desk(tmp_path):
            assert {file.name for file in tmp_path.glob("read-aside*")} >= {made.name, f"{made.name}-part"}
        other.kill()
    with desk(tmp_path):
        assert not list(tmp_path.glob("read-aside*"))


def test_verifying_is_not_disturbed_by_a_start(tmp_path: Path) -> None:
    """The process that projects ends while another one verifies, and the next one begins."""
    trade(tmp_path)
    with desk(tmp_path, project=False) as script:
        left: list[bool] = []

        def restart(done: int, total: int) -> None:
            made = set(tmp_path.glob("read-aside*.db"))
            with desk(tmp_path):
                there = made <= set(tmp_path.glob("read-aside*"))
            if made and any(tmp_path.glob("read-aside*.lock")):  # it has not ended by itself
                left.append(there)

        while not left:
            assert script.projector.verify(restart) == ()
        assert all(left)
    assert not list(tmp_path.glob("read-aside*"))


def test_a_generation_that_goes_while_it_is_opened_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trade(tmp_path)
    with desk(tmp_path) as window, desk(tmp_path, project=False) as script:
        window.catch_up()
        find = Generations.current

        def find_late(generations: Generations) -> Path | None:
            """By the time that its name is used, another generation is in force and this one is gone."""
            monkeypatch.undo()
            found = find(generations)
            window.projector.rebuild()
            delete(found)
            return found

        def delete(found: Path | None) -> None:
            assert found is not None
            for file in tmp_path.glob(f"{found.name}*"):
                file.unlink()

        monkeypatch.setattr(Generations, "current", find_late)
        assert script.ask(GetCounts())["orders"] == 1


def test_checkpoint_and_rows_are_of_one_transaction(tmp_path: Path) -> None:
    """A crash between batches: what was committed is found again, nothing is projected twice."""
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(add_product(), receive(3))
        d.projector.paused = True
        copy = tmp_path / "copy.db"
        with closing(sqlite3.connect(current_file(tmp_path))) as live, closing(sqlite3.connect(copy)) as to:
            live.backup(to)
        d.record(receive(4))
        whole = dump(current_file(tmp_path))
    copy.replace(current_file(tmp_path))
    with desk(tmp_path) as d:
        d.projector.wait_for(3, PATIENCE)
    assert dump(current_file(tmp_path)) == whole


def test_rows_of_an_older_version_stay_readable_until_they_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trade(tmp_path)
    monkeypatch.setattr(OrderDetails, "version", OrderDetails.version + 1)
    with desk(tmp_path, project=False) as d:
        assert d.ask(GetOrder(order_id="order")) is not None
    with desk(tmp_path) as d:
        d.catch_up()
        assert d.ask(GetOrder(order_id="order")) is not None
        assert current_file(tmp_path).name == "read-000002.db"


def test_rows_in_tables_of_another_shape_are_out_of_sight_until_they_are_made_anew(tmp_path: Path) -> None:
    trade(tmp_path)
    let_tables_differ(tmp_path)
    with desk(tmp_path, project=False) as d:
        assert d.ask(GetProduct(product_id="chai")) is None
        assert d.ask(GetOrder(order_id="order")) is not None


def test_an_empty_read_store_makes_way_once_there_are_events(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.catch_up()
    empty = current_file(tmp_path)
    with desk(tmp_path, project=False) as looking_on:
        looking_on.record(add_customer(), add_product())
    with desk(tmp_path) as d:
        d.catch_up()
        assert d.ask(GetCounts())["customers"] == 1
        assert current_file(tmp_path) != empty


def test_a_new_generation_has_a_name_of_its_own_and_is_gone_where_making_it_fails(tmp_path: Path) -> None:
    trade(tmp_path)
    generations = Generations(tmp_path)
    with generations.fresh() as one:
        with suppress(KeyError), generations.fresh() as other:
            assert [one.name, other.name] == ["read-000002.db", "read-000003.db"]
            other.with_name(f"{other.name}-wal").touch()
            raise KeyError
        assert not list(tmp_path.glob(f"{other.name}*"))
    assert one.exists()


def test_a_disk_that_is_full_is_not_filled_with_attempts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with full_disk(monkeypatch):
        with desk(tmp_path) as d:
            d.record(add_product())
            assert isinstance(d.projector, Projector)
            for _ in range(3):
                with d.projector.lock, pytest.raises(OSError, match="No space left"):
                    d.projector.live.begin_anew()
        assert not list(tmp_path.glob("read-*.db*"))
    with desk(tmp_path) as d:
        d.see(receive(1))
        assert d.projector.state().failure == ""


def test_a_read_store_that_is_lost_while_another_one_is_made_is_not_made_twice(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.see(add_customer(), add_product(), receive(9))
        noticed = Event()

        def hear(sender: object, position: int, changes: frozenset[tuple[str, str]]) -> None:
            noticed.set()

        def lose(done: int, total: int) -> None:
            if not noticed.is_set():
                current_file(tmp_path).unlink()
                assert noticed.wait(PATIENCE)

        with projected.connected_to(hear, d.projector):
            d.projector.rebuild(lose)
        d.see(receive(3))
        assert [file.name for file in tmp_path.glob("read-*.db")] == ["read-000002.db"]
        assert d.projector.state().checkpoint == d.log.head()


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that has to be on disk gets there; SQLite, which writes by itself, is lucky."""

    def sync(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", sync)
        yield


def test_a_read_store_stays_in_force_when_another_one_can_not_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk(tmp_path) as d:
        d.see(add_customer(), add_product(), receive(9))
        before = current_file(tmp_path)
        with full_disk(monkeypatch), pytest.raises(OSError, match="No space left"):
            d.projector.rebuild()
        d.see(receive(3))
        state = d.projector.state()
        assert (state.failure, state.checkpoint) == ("", d.log.head())
        assert current_file(tmp_path) == before
        assert [file.name for file in tmp_path.glob("read-*.db")] == [before.name]
        d.projector.rebuild()
        assert current_file(tmp_path) != before
