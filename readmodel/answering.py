"""How a question finds its answer: one function per query, registered where the tables it reads are declared."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from domain.messages import Recorded
from readmodel.query import Query

Q = TypeVar("Q", bound=Query[Any])
Answering = Callable[["Reader", Any], Any]

ANSWERS: dict[type[Query[Any]], Answering] = {}
"""The function that answers each type of query; filled by ``answers``."""


class LogReader(Protocol):
    """The log of events, as far as questions look into it; it may be read from any thread."""

    def head(self) -> int: ...
    def read(self, after: int, limit: int) -> list[Recorded]: ...
    def at(self, positions: Sequence[int]) -> list[Recorded]: ...
    def positions_of(self, stream: str) -> list[int]: ...


class Reader:
    """One consistent look at the read store, for the time of one question.

    ``all`` and ``one`` run SQL with ``?`` or ``:name`` parameters; rows are read by index or column name.
    """

    __slots__ = ("db", "log")

    def __init__(self, db: sqlite3.Connection, log: LogReader) -> None:
        self.db = db
        self.log = log
        """For the list of events alone: what is in the log shows there before it is projected."""

    def all(self, sql: str, *values: Any, **named: Any) -> list[sqlite3.Row]:
        """Every row of an answer."""
        found: list[sqlite3.Row] = self.db.execute(sql, named or values).fetchall()
        return found

    def one(self, sql: str, *values: Any, **named: Any) -> sqlite3.Row | None:
        """The first row of an answer, or None."""
        found: sqlite3.Row | None = self.db.execute(sql, named or values).fetchone()
        return found

    def value(self, sql: str, *values: Any, **named: Any) -> Any:
        """The first column of the first row, or None."""
        found = self.one(sql, *values, **named)
        return None if found is None else found[0]


def answers(query: type[Q]) -> Callable[[Callable[[Reader, Q], Any]], Callable[[Reader, Q], Any]]:
    """Register a function as the one that answers a type of query."""

    def register(function: Callable[[Reader, Q], Any]) -> Callable[[Reader, Q], Any]:
        if query in ANSWERS:
            raise TypeError(f"{query.__name__} is answered twice")
        ANSWERS[query] = function
        return function

    return register
