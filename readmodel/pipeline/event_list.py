"""The log as a list: newest first or oldest first, whole, of one stream, or of one type.

Positions have no gaps, so that a row of the whole log is found by counting. A stream's positions are few. Those of a
type are marked in ``event_span``, which knows of them once they are projected.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from domain.messages import Recorded
from readmodel.answering import Reader
from readmodel.listing.source import Ranges
from readmodel.listing.view import FIRST, Anchors, Found, Laid, Opened, Packed, Row, Snapshot, Standing, Totals, View
from readmodel.pipeline.event_types import SPAN

COLUMNS: Final = ("position", "recorded_at", "type", "stream", "version", "actor", "occurred_at")

_RECORDED_AT = COLUMNS.index("recorded_at")

_LONGEST = 18
"""Digits of a position at most: more would be no number to the database."""

_GROUP = 64
"""Spans from one anchor to the next."""


class EventSource:
    """Events by their positions, which are their ids. A view is ``of`` a stream, or filtered by the name of a type."""

    def open(self, reader: Reader, view: View) -> Opened:
        snapshot = _lay_out(reader, view)
        return Opened(snapshot=snapshot, rows=self.rows(reader, snapshot, 0, FIRST))

    def lay_out(self, reader: Reader, snapshot: Snapshot, keep: int | None) -> Laid:
        return Laid(snapshot=snapshot, kept=None if keep is None else _rank(reader, snapshot, keep))

    def rows(self, reader: Reader, snapshot: Snapshot, first: int, count: int) -> tuple[Row, ...]:
        return _read(reader, _positions(reader, snapshot, first, count))

    def ids(self, reader: Reader, snapshot: Snapshot, ranges: Ranges) -> tuple[int, ...]:
        return tuple(id for first, last in ranges for id in _positions(reader, snapshot, first, last - first))

    def rank(self, reader: Reader, snapshot: Snapshot, id: int) -> int | None:
        return _rank(reader, snapshot, id)

    def rows_by_id(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[Row, ...]:
        return _read(reader, ids)

    def inside(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[int, ...]:
        rows = (row for row in _read(reader, ids) if _passes(view, row))
        return tuple(sorted((row.id for row in rows), reverse=view.descending))

    def totals(
        self,
        reader: Reader,
        snapshot: Snapshot,
        ranges: Ranges | None,
        besides: Sequence[int],
        without: Sequence[int],
    ) -> Totals:
        """Nothing of an event can be added up."""
        rows = (snapshot.count or 0) if ranges is None else sum(last - first for first, last in ranges)
        return Totals(rows=rows + len(besides) - len(without), sums={})

    def find(self, reader: Reader, snapshot: Snapshot, text: str) -> Found:
        position = int(text) if text.isdecimal() and len(text) <= _LONGEST else 0
        known = bool(position and reader.log.at([position]))
        return Found(known=known, rank=_rank(reader, snapshot, position) if known else None)

    def place(self, reader: Reader, snapshot: Snapshot, value: int | str) -> int:
        """Of an instant: events are recorded in the order of the log, so that halving finds it."""
        low, high = 0, snapshot.count or 0
        while low < high:
            middle = (low + high) // 2
            (row,) = self.rows(reader, snapshot, middle, 1)
            at = row.values[_RECORDED_AT]
            assert isinstance(at, int)
            assert isinstance(value, int)
            low, high = (
                (middle + 1, high) if (at > value if snapshot.view.descending else at < value) else (low, middle)
            )
        return low

    def standings(self, reader: Reader, snapshot: Snapshot, keys: Sequence[str]) -> tuple[Standing, ...]:
        return tuple(
            Standing(row=row, inside=_passes(snapshot.view, row), rank=_rank(reader, snapshot, row.id))
            for row in _read(reader, [int(key) for key in keys])
        )


EVENTS: Final = EventSource()


def _lay_out(reader: Reader, view: View) -> Snapshot:
    if view.of:
        positions = reader.log.positions_of(view.of)
        ids = array("q", reversed(positions) if view.descending else positions)
        return Snapshot(view=view, count=len(ids), order=Packed(ids))
    if view.filters:
        return _lay_out_type(reader, view)
    count = reader.log.head()
    newest = count if view.descending else 1
    return Snapshot(view=view, count=count, order=Anchors(((newest, newest),), (0,)))


def _lay_out_type(reader: Reader, view: View) -> Snapshot:
    """Anchors at the edges of groups of spans, each with the number of events of the type before it.

    They count from the oldest event in either direction: what is recorded later moves none of them.
    """
    counted = f"SELECT span / {_GROUP} AS g, sum(n) AS n FROM event_span WHERE type = ? GROUP BY 1 ORDER BY 1"
    keys, ranks, count = [], [], 0
    for group, number in reader.all(counted, view.filters[0]):
        edge = group * _GROUP * SPAN
        keys.append((edge, edge))
        ranks.append(count)
        count += number
    return Snapshot(view=view, count=count, order=Anchors(tuple(keys), tuple(ranks)))


def _positions(reader: Reader, snapshot: Snapshot, first: int, count: int) -> Sequence[int]:
    view, order = snapshot.view, snapshot.order
    if isinstance(order, Packed):
        return order.ids[first : first + count]
    assert order is not None
    known = snapshot.count or 0
    last = min(first + count, known)
    if first >= last:
        return ()
    # Counted from the oldest, as what is appended does not move it.
    oldest, newest = (known - last, known - first) if view.descending else (first, last)
    positions = (
        _marked(reader, view.filters[0], order, oldest, newest - oldest)
        if view.filters
        else range(oldest + 1, newest + 1)
    )
    return positions[::-1] if view.descending else positions


def _marked(reader: Reader, type_name: str, anchors: Anchors, first: int, count: int) -> Sequence[int]:
    """The positions of a type's events, oldest first, out of the spans behind the anchor next before them."""
    nearest = bisect_right(anchors.ranks, first) - 1
    skipped = first - anchors.ranks[nearest]
    edge = anchors.keys[nearest][1] // SPAN
    found = (
        "SELECT span, bits FROM event_span WHERE type = ? AND span >= ? ORDER BY span "
        # Each span holds one at least.
        f"LIMIT {skipped + count}"
    )
    positions: list[int] = []
    for span, bits in reader.db.execute(found, (type_name, edge)):
        positions += [span * SPAN + place for place in range(SPAN) if bits >> place & 1]
        if len(positions) >= skipped + count:
            break
    return positions[skipped : skipped + count]


def _rank(reader: Reader, snapshot: Snapshot, position: int) -> int | None:
    view, order = snapshot.view, snapshot.order
    if isinstance(order, Packed):
        return order.ids.index(position) if position in order.ids else None
    count = snapshot.count or 0
    if not view.filters:
        return None if position > count else count - position if view.descending else position - 1
    span, place = divmod(position, SPAN)
    bits = reader.value("SELECT bits FROM event_span WHERE type = ? AND span = ?", view.filters[0], span) or 0
    if not bits >> place & 1:
        return None
    before = (
        reader.value("SELECT coalesce(sum(n), 0) FROM event_span WHERE type = ? AND span < ?", view.filters[0], span)
        + (bits & ((1 << place) - 1)).bit_count()
    )
    if before >= count:
        return None  # recorded since
    return count - before - 1 if view.descending else int(before)


def _read(reader: Reader, positions: Sequence[int]) -> tuple[Row, ...]:
    if not positions:
        return ()
    low, high = min(positions), max(positions)
    close = high - low < 2 * len(positions)
    found = reader.log.read(low - 1, high - low + 1) if close else reader.log.at(positions)
    known = {recorded.position: recorded for recorded in found}
    return tuple(_row(known[position]) for position in positions if position in known)


def _row(recorded: Recorded) -> Row:
    position, kind = recorded.position, type(recorded.event).__name__
    values = (
        position,
        recorded.recorded_at,
        kind,
        recorded.stream,
        recorded.version,
        recorded.actor,
        recorded.occurred_at,
    )
    return Row(position, str(position), position, values)


def _passes(view: View, row: Row) -> bool:
    kind, stream = row.values[COLUMNS.index("type")], row.values[COLUMNS.index("stream")]
    return (not view.of or stream == view.of) and (not view.filters or kind in view.filters)
