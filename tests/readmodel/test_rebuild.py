"""Making the read store anew beside the one in use, in a process of its own, and comparing the two."""

import os
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from domain.products.commands import ReceiveStock
from readmodel.control import Mode
from readmodel.onlooker import NotProjecting
from readmodel.products.answers import GetProduct
from readmodel.projections import PROJECTIONS
from readmodel.rebuild.builder import RebuildFailed, build
from readmodel.rebuild.process import Request, run_beside
from readmodel.rebuild.sharing import SecondProcess
from readmodel.rebuild.tasks import carry_out
from readmodel.signals import projected
from readmodel.store.lock import FileLock
from tests.domain.samples import add_customer, add_product, entry, place, receive
from tests.readmodel.desk import PATIENCE, Desk, desk
from tests.readmodel.dump import current_file, dump


class Enough(Exception):
    """Somebody pressed cancel."""


def trade(d: Desk) -> None:
    d.see(add_customer(), add_product(), receive(9), place("order"), place("late", entry(20)))


def test_a_rebuild_makes_the_same_rows_in_a_new_generation(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
        before, rows = current_file(tmp_path), dump(current_file(tmp_path))
        told: list[tuple[int, int]] = []
        d.projector.rebuild(lambda done, total: told.append((done, total)))
        assert current_file(tmp_path) != before
        assert dump(current_file(tmp_path)) == rows
        assert told[-1] == (d.log.head(), d.log.head())
        assert d.projector.state().rebuilding is None


def test_a_process_that_ends_at_once_is_a_rebuild_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = Request(data_dir="x" * 1_000_000, store=None, path=str(tmp_path / "read.db"), until=1)
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    with pytest.raises(RebuildFailed, match="ended early"):
        run_beside(request, lambda done, total: None)


def test_people_keep_working_while_it_rebuilds(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
        sold: list[int] = []
        told: list[int] = []
        head = d.log.head()

        def work_on(done: int, total: int) -> None:
            told.append(total)
            if len(sold) < 2:
                sold.append(d.record(*(receive(1) for _ in range(700))))

        d.projector.rebuild(work_on)
        d.see(receive(1))
        stock = d.ask(GetProduct(product_id="chai"))
        assert stock is not None
        assert stock.on_hand == 9 + 700 * len(sold) + 1
        assert told[-1] > head  # catching up is told, too
        assert d.projector.verify() == ()


def test_a_new_generation_is_announced_and_readers_follow(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
        d.ask(GetProduct(product_id="chai"))
        told: list[frozenset[tuple[str, str]]] = []

        def hear(sender: object, position: int, changes: frozenset[tuple[str, str]]) -> None:
            told.append(changes)

        with projected.connected_to(hear, d.projector):
            d.projector.rebuild()
        assert frozenset({("store", "all")}) in told
        d.see(ReceiveStock(product_id="chai", quantity=receive(3).quantity))
        stock = d.ask(GetProduct(product_id="chai"))
        assert stock is not None
        assert stock.on_hand == 12


def test_a_cancelled_rebuild_leaves_the_store_in_use_and_no_file(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
        before = current_file(tmp_path)

        def cancel(done: int, total: int) -> None:
            raise Enough

        with pytest.raises(Enough):
            d.projector.rebuild(cancel)
        assert current_file(tmp_path) == before
        assert {file.name for file in tmp_path.glob("read*.db")} == {before.name}
        assert d.projector.state().rebuilding is None


def test_a_process_that_has_nothing_to_tell_for_long_can_be_cancelled(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
    aside = tmp_path / "read-aside-1.db"
    somebody = FileLock(tmp_path / f"{aside.name}.lock")
    assert somebody.acquire()  # the process waits until nobody else makes this file

    def cancel(done: int, total: int) -> None:
        raise Enough

    with ThreadPoolExecutor() as pool:
        try:
            request = Request(data_dir=str(tmp_path), store=None, path=str(aside), until=None)
            asked = pool.submit(run_beside, request, cancel)
            with pytest.raises(Enough):
                asked.result(PATIENCE)
        finally:
            somebody.release()


def test_verifying_finds_no_difference_in_a_store_that_nobody_touched(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
        files = sorted(tmp_path.glob("read*"))
        assert d.projector.verify() == ()
        assert sorted(tmp_path.glob("read*")) == files


def test_verifying_tells_what_differs_row_by_row(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
    with closing(sqlite3.connect(current_file(tmp_path))) as db, db:
        db.execute("UPDATE order_head SET paid = 7, placed_at = 1772711999000000, version = 9 WHERE order_id = 'order'")
        db.execute("UPDATE order_line SET quantity = 2500000, tracked = 0 WHERE order_id = 'order'")
        db.execute("DELETE FROM stock WHERE product_id = 'chai'")
        db.execute("INSERT INTO sales_day (day, net) VALUES ('2026-02-30', 3)")
        db.execute("UPDATE customer_text SET text = 'somebody else' WHERE rowid = 1")
    with desk(tmp_path) as d:
        found = d.projector.verify()
    head = next(difference for difference in found if difference.startswith("order_head order: "))
    assert head.startswith(
        "order_head order: version is 9, should be 1, placed_at is 2026-03-05T11:59:59+00:00, should"
    )
    assert head.endswith("paid is 0.07 EUR, should be 0.00 EUR")
    line = next(difference for difference in found if difference.startswith("order_line order "))
    assert "quantity is 2.5, should be" in line
    assert line.endswith("tracked is 0, should be 1")
    assert "stock chai: is missing" in found
    assert "sales_day 2026-02-30: should not be there" in found
    assert any(difference.startswith("customer_text (index)") for difference in found)


def test_verifying_beside_a_running_window_compares_one_moment(tmp_path: Path) -> None:
    with desk(tmp_path) as window, desk(tmp_path) as script:
        trade(window)

        def go_on(done: int, total: int) -> None:
            window.see(receive(1))

        assert script.projector.verify(go_on) == ()
        with pytest.raises(NotProjecting):
            script.projector.rebuild()


def test_two_desks_on_one_server_each_have_a_read_store_of_their_own(tmp_path: Path, postgresql: str) -> None:
    folders = tmp_path / "one", tmp_path / "other"
    for folder in folders:
        folder.mkdir()
    with desk(folders[0], store=postgresql) as one, desk(folders[1], Mode.SYNC, store=postgresql) as other:
        trade(one)
        other.see(receive(3))
        one.catch_up()
        assert dump(current_file(folders[0])) == dump(current_file(folders[1]))
        one.projector.rebuild()
        assert one.projector.verify() == other.projector.verify() == ()


def test_a_rebuilt_file_is_on_disk_as_it_is_before_anything_points_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk(tmp_path) as d:
        trade(d)
        until = d.log.head()
    made = tmp_path / "read-000009.db"
    synced: list[tuple[int, int, int]] = []
    sync = os.fsync

    def watched(handle: int) -> None:
        sync(handle)
        synced.append(state_of(os.fstat(handle)))

    monkeypatch.setattr(os, "fsync", watched)
    request = Request(data_dir=str(tmp_path), store=None, path=str(made), until=until)
    carry_out(request, lambda done, total: None)
    assert synced
    assert synced[-1] == state_of(made.stat())
    assert [file.name for file in tmp_path.glob(f"{made.name}*")] == [made.name]


def state_of(file: os.stat_result) -> tuple[int, int, int]:
    return file.st_ino, file.st_size, file.st_mtime_ns


def test_two_processes_make_the_same_rows_as_one(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        trade(d)
        rows = dump(current_file(tmp_path))
        until = d.log.head()
        request = Request(data_dir=str(tmp_path), store=None, path=str(tmp_path / "shared.db"), until=until)
        with SecondProcess(request, until, PROJECTIONS) as second:
            assert 0 < len(second.projections) < len(PROJECTIONS)
            shared = tmp_path / "shared.db"
            build(shared, d.log, PROJECTIONS, {}, until, lambda done, total: None, second).close()
        assert dump(shared) == rows
        assert not list(tmp_path.glob("*-part*"))


def test_a_rebuild_process_that_fails_says_why(tmp_path: Path) -> None:
    newer = Request(data_dir=str(tmp_path), store="nonsense://", path=str(tmp_path / "read-x.db"), until=1)
    with pytest.raises(RebuildFailed, match="StoreUnavailable"):
        run_beside(newer, lambda done, total: None)


def test_closing_gives_up_a_rebuild_that_nobody_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long log without a read store is rebuilt beside; who closes the window meanwhile does not wait for it."""
    monkeypatch.setattr("readmodel.rebuild.renewal.SMALL_LOG", 1)
    with desk(tmp_path) as d:
        trade(d)
        assert d.projector.verify() == ()
    for file in tmp_path.glob("read*"):
        file.unlink()
    with desk(tmp_path) as d:
        reached = d.projector.reached(d.log.head())
    assert reached.cancelled() or reached.result(PATIENCE)
    assert threading.active_count() < 20
