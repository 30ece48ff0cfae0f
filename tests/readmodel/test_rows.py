"""Buffered rows behave as a plain dict of rows would, whenever they are flushed."""

import sqlite3
from contextlib import closing
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from readmodel.projection import Projection
from readmodel.rows import Rows
from readmodel.schema import Tally, integer, table, text
from readmodel.store.definitions import make_tables

TALLY = table(
    "tally",
    text("kind", key=True),
    integer("number", key=True),
    text("note"),
    integer("n"),
    integer("m"),
    integer("seen_at", nullable=True),
)
SUM = table("tally_sum", text("kind", key=True), integer("n"))
COUNTED = table(
    "tally_by_note",
    text("note", key=True),
    integer("n"),
    integer("m"),
    tally=Tally(of=TALLY, kind=lambda row: (row["note"],)),
)
DEFAULTS: dict[str, Any] = {"note": "", "n": 0, "m": 0, "seen_at": None}


class Tallies(Projection):
    """The tables under test."""

    name = "tallies"
    tables = (COUNTED, TALLY, SUM)


keys = st.tuples(st.sampled_from("ab"), st.integers(0, 2))
values = st.fixed_dictionaries(
    {}, optional={"note": st.sampled_from(["", "x"]), "n": st.integers(-3, 3), "seen_at": st.sampled_from([None, 5])}
)
deltas = st.fixed_dictionaries({}, optional={"n": st.integers(-3, 3), "m": st.integers(-3, 3)}).filter(bool)


class BufferedRows(RuleBasedStateMachine):
    """Rows beside a dict, in which every change happens at once."""

    keep = 0

    def __init__(self) -> None:
        super().__init__()
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        make_tables(self.db, [Tallies()])
        self.rows = Rows(self.db, Tallies.tables, self.keep)
        self.wanted: dict[tuple[str, int], dict[str, Any]] = {}

    def teardown(self) -> None:
        self.db.close()

    def full(self, key: tuple[str, int], **set_: Any) -> dict[str, Any]:
        return {"kind": key[0], "number": key[1], **DEFAULTS, **set_}

    @rule(key=keys, given=values)
    def put(self, key: tuple[str, int], given: dict[str, Any]) -> None:
        self.rows.put(TALLY, {"kind": key[0], "number": key[1], **given})
        self.wanted[key] = self.full(key, **given)

    @rule(key=keys, given=values)
    def insert(self, key: tuple[str, int], given: dict[str, Any]) -> None:
        if key not in self.wanted:
            self.rows.insert(TALLY, {"kind": key[0], "number": key[1], **given})
            self.wanted[key] = self.full(key, **given)

    @rule(kind=st.sampled_from("ab"))
    def append(self, kind: str) -> None:
        # A key of its own: what is appended is never read back by it, nor changed.
        key = (kind, 100 + len(self.wanted))
        while key in self.wanted:
            key = (kind, key[1] + 1)
        self.rows.append(TALLY, *self.full(key, note="appended").values())
        self.wanted[key] = self.full(key, note="appended")

    @rule(key=keys, given=values.filter(bool))
    def change(self, key: tuple[str, int], given: dict[str, Any]) -> None:
        self.rows.change(TALLY, key, **given)
        if key in self.wanted:
            self.wanted[key].update(given)

    @rule(key=keys, given=deltas)
    def add(self, key: tuple[str, int], given: dict[str, int]) -> None:
        self.rows.add(TALLY, key, **given)
        row = self.wanted.setdefault(key, self.full(key))
        for column, delta in given.items():
            row[column] += delta

    @rule(key=keys)
    def delete(self, key: tuple[str, int]) -> None:
        self.rows.delete(TALLY, *key)
        self.wanted.pop(key, None)

    @rule(key=keys)
    def get(self, key: tuple[str, int]) -> None:
        assert self.rows.get(TALLY, *key) == self.wanted.get(key)

    @rule(kind=st.sampled_from("ab"))
    def where(self, kind: str) -> None:
        wanted = [self.wanted[key] for key in sorted(self.wanted) if key[0] == kind]
        assert self.rows.where(TALLY, kind=kind) == wanted

    @rule()
    def flush(self) -> None:
        self.rows.flush()
        counted: dict[str, list[int]] = {}
        for row in self.wanted.values():
            sums = counted.setdefault(row["note"], [0, 0])
            sums[0] += 1
            sums[1] += row["m"]
        assert {note: sums for note, *sums in self.db.execute("SELECT note, n, m FROM tally_by_note")} == counted

    @rule(key=keys)
    def roll_back(self, key: tuple[str, int]) -> None:
        self.rows.flush()
        self.db.execute("SAVEPOINT before")
        self.rows.add(TALLY, key, n=100)
        self.rows.flush()
        self.rows.delete(TALLY, *key)
        self.db.execute("ROLLBACK TO before")
        self.db.execute("RELEASE before")
        self.rows.forget()

    @invariant()
    def nothing_is_written_outside(self) -> None:
        assert not self.rows.touched


class RememberedRows(BufferedRows):
    """The same with rows kept between flushes, as in a rebuild."""

    keep = 2


def test_a_table_is_refilled_from_what_the_others_hold_by_then() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        make_tables(db, [Tallies()])
        rows = Rows(db, Tallies.tables)
        rows.add(SUM, ("a",), n=99)
        rows.add(TALLY, ("a", 1), n=3)
        rows.add(TALLY, ("a", 2), n=4)
        rows.refill(SUM, "SELECT kind, sum(n) FROM tally WHERE n > ? GROUP BY kind", 0)
        rows.add(SUM, ("a",), n=1)
        assert rows.get(SUM, "a") == {"kind": "a", "n": 8}


TestBufferedRows = BufferedRows.TestCase
TestBufferedRows.settings = settings(max_examples=60, stateful_step_count=30)
TestRememberedRows = RememberedRows.TestCase
TestRememberedRows.settings = TestBufferedRows.settings
