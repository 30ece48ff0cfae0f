"""What the streams hold of what there is only once: unique values and document numbers."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from domain.aggregate import Aggregate, by_key
from domain.numbering import running_number
from domain.store.tables import claims, counters

_OWNER = select(claims.c.owner).where(claims.c.space == bindparam("space"), claims.c.value == bindparam("value"))


class Holdings:
    """Compares claims and counters with the streams, which are told one after the other."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._claimed: set[int] = set()
        """Hashes of the claims that follow from a stream: a long log has too many to keep them whole."""
        self._counters: dict[str, int] = {row.series: row.value for row in connection.execute(select(counters))}
        self._given = dict.fromkeys(self._counters, (0, 0))
        """By series: how many numbers were given, and the highest."""

    def of(self, aggregate: Aggregate) -> Iterator[str]:
        """What is wrong with the claims and numbers that one stream should have."""
        for space, value in by_key(aggregate.claims()):
            self._claimed.add(hash((space, value)))
            owner = self._connection.execute(_OWNER, {"space": space, "value": value}).scalar_one_or_none()
            if owner != aggregate.id:
                yield f"its {space} {value!r} is claimed by {owner or 'nobody'}"
        for number in aggregate.numbers():
            if not self._count(number):
                yield f"its number {number} is of no series that is counted"

    def left_over(self) -> Iterator[str]:
        """What is wrong with the claims and counters as a whole, once every stream was told."""
        for row in self._connection.execute(select(claims).order_by(claims.c.space, claims.c.value)):
            if hash((row.space, row.value)) not in self._claimed:
                yield f"the {row.space} {row.value!r} is claimed by {row.owner}, which follows from no event"
        for series, value in self._counters.items():
            given, highest = self._given[series]
            if value != highest:
                yield f"the counter of {series} stands at {value}, and the highest number given is {highest}"
            elif given != highest:
                yield f"{given} numbers of {series} were given, the highest being {highest}"

    def _count(self, number: str) -> bool:
        for series, (given, highest) in self._given.items():
            running = running_number(series, number)
            if running is not None:
                self._given[series] = given + 1, max(highest, running)
                return True
        return False
