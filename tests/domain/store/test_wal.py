"""A write-ahead log is folded into its file beside the one who writes, and begins anew."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import enumerate as threads
from time import monotonic, sleep

import pytest

from domain.store.wal import PRAGMAS, Folding, fold

PATIENCE = 10
EVERY = 5


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def writer(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(connected(file)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        for pragma in PRAGMAS:
            db.execute(pragma)
        db.execute("CREATE TABLE line (text TEXT)")
        db.execute("CREATE TABLE mark (text TEXT)")
        fold(db)
        yield db


def connected(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)


def write(db: sqlite3.Connection, count: int) -> None:
    for _ in range(count):
        db.execute("INSERT INTO line VALUES (?)", ("x" * 3000,))


def lines(db: sqlite3.Connection, table: str = "line") -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def in_the_file_itself(file: Path, table: str = "line") -> int:
    """How many lines there are for somebody who knows nothing of a write-ahead log."""
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as db:
        return lines(db, table)


def wait_for_lines(file: Path, count: int, table: str = "line") -> None:
    deadline = monotonic() + PATIENCE
    while in_the_file_itself(file, table) < count and monotonic() < deadline:
        sleep(0.01)
    assert in_the_file_itself(file, table) == count


def log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def test_it_is_folded_once_enough_was_written(file: Path, writer: sqlite3.Connection) -> None:
    folding = Folding(file, EVERY, EVERY)
    write(writer, EVERY - 1)
    folding.written(EVERY - 1)
    assert in_the_file_itself(file) == 0
    write(writer, 1)
    folding.written(1)
    wait_for_lines(file, EVERY)
    folding.close()


def test_less_than_too_much_is_folded_in_a_quiet_moment(file: Path, writer: sqlite3.Connection) -> None:
    folding = Folding(file, EVERY, 100 * EVERY)
    for _ in range(3 * EVERY):
        write(writer, 1)
        folding.written(1)
    wait_for_lines(file, 3 * EVERY)
    folding.close()


def test_once_folded_the_log_is_used_from_its_beginning(file: Path, writer: sqlite3.Connection) -> None:
    write(writer, 20)
    length = log_of(file).stat().st_size
    with closing(connected(file)) as beside:
        for _ in range(5):
            fold(beside)
            write(writer, 20)
    assert log_of(file).stat().st_size <= length * 1.5
    assert lines(writer) == 120


def test_whoever_still_reads_sees_what_was_there(file: Path, writer: sqlite3.Connection) -> None:
    write(writer, 3)
    with closing(connected(file)) as reader, closing(connected(file)) as beside:
        reader.execute("BEGIN")
        assert lines(reader) == 3
        write(writer, 20)
        fold(beside)
        write(writer, 20)
        assert lines(reader) == 3
        reader.execute("COMMIT")
        assert lines(reader) == 43


def test_a_writer_in_the_middle_of_a_transaction_is_not_waited_for(file: Path, writer: sqlite3.Connection) -> None:
    write(writer, 3)
    writer.execute("BEGIN IMMEDIATE")
    write(writer, 3)
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as beside:
        fold(beside)
    assert in_the_file_itself(file) == 3
    writer.execute("COMMIT")
    assert lines(writer) == 6


def test_a_file_that_is_gone_is_left_alone(file: Path, tmp_path: Path) -> None:
    folding = Folding(file, 1, 1)
    folding.written(1)
    folding.close()
    assert list(tmp_path.iterdir()) == []


def test_nothing_runs_on_after_closing(file: Path, writer: sqlite3.Connection) -> None:
    folding = Folding(file, 1, 1)
    folding.written(1)
    assert "docket-folding" in {thread.name for thread in threads()}
    folding.close()
    assert "docket-folding" not in {thread.name for thread in threads()}


def test_writers_wait_neither_for_whoever_reads_nor_where_they_leave_a_gap(
    file: Path, writer: sqlite3.Connection
) -> None:
    said: list[str] = []
    write(writer, 3)
    with closing(connected(file)) as reader, closing(connected(file)) as beside:
        beside.set_trace_callback(said.append)
        reader.execute("BEGIN")
        assert lines(reader) == 3
        write(writer, 20)
        assert not fold(beside)
        reader.execute("COMMIT")
        assert fold(beside)
    assert in_the_file_itself(file) == 23
    assert {statement for statement in said if "checkpoint" in statement} == {"PRAGMA wal_checkpoint(PASSIVE)"}


def test_what_somebody_was_still_reading_is_folded_afterwards(file: Path, writer: sqlite3.Connection) -> None:
    folding = Folding(file, EVERY, EVERY)
    writer.execute("INSERT INTO mark VALUES ('here')")
    with closing(connected(file)) as reader:
        reader.execute("BEGIN")
        assert lines(reader) == 0
        write(writer, EVERY)
        folding.written(EVERY)
        wait_for_lines(file, 1, "mark")
        assert in_the_file_itself(file) == 0
        reader.execute("COMMIT")
    wait_for_lines(file, EVERY)
    folding.close()
