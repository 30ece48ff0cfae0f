"""Reading the log of events. Every reader uses connections of its own, never the writer's."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from domain.messages import Recorded
from domain.store.encoding import EventCodec

if TYPE_CHECKING:
    from domain.store.database import Database
    from domain.store.statements import Statements


class EventLog:
    """The events in commit order. Its methods may be called from any thread; they raise StoreUnavailable."""

    def __init__(self, database: "Callable[[], Database]", codec: EventCodec) -> None:
        self._database = database
        self._codec = codec

    def head(self) -> int:
        """The position of the newest event, 0 if there is none."""
        return int(self._rows(self._statements.head)[0][0])

    def read(self, after: int, limit: int) -> list[Recorded]:
        """Up to ``limit`` events behind a position, oldest first."""
        return self._decoded(self._rows(self._statements.read, after, limit))

    def newest(self, limit: int) -> list[Recorded]:
        """The newest events, newest first."""
        return self._decoded(self._rows(self._statements.newest, limit))

    def at(self, positions: Sequence[int]) -> list[Recorded]:
        """The events at these positions, in no particular order."""
        found: list[Recorded] = []
        width = self._statements.at_once
        for start in range(0, len(positions), width):
            some = positions[start : start + width]
            # One statement for any number of them: the last is asked for again.
            found += self._decoded(self._rows(self._statements.at, *some, *[some[-1]] * (width - len(some))))
        return found

    def positions_of(self, stream: str) -> list[int]:
        """Where the events of a stream stand, oldest first."""
        return [row[0] for row in self._rows(self._statements.positions_of, stream)]

    def stream(self, name: str) -> list[Recorded]:
        """Every event of one stream, oldest first."""
        return self._decoded(self._rows(self._statements.stream, name))

    @property
    def _statements(self) -> "Statements":
        return self._database().statements

    def _rows(self, sql: str, *parameters: Any) -> list[Any]:
        with self._database().cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()  # type: ignore[no-any-return]

    def _decoded(self, rows: Iterable[Any]) -> list[Recorded]:
        decode = self._codec.decode
        return [
            Recorded(position, stream, version, decode(type_, schema, data), command_id, actor, occurred, recorded)
            for position, stream, version, type_, schema, data, command_id, actor, occurred, recorded in rows
        ]
