"""Whether a store is what was written: the log unaltered, and all that stands beside it what the log makes of it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnClause, Select, bindparam, func, literal_column, select, tuple_
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from domain.aggregate import Aggregate
from domain.store.chain import GENESIS, link
from domain.store.encoding import EventCodec, StateCodec
from domain.store.holdings import Holdings
from domain.store.tables import commands, events, heads, log

PAGE = 1000


class Finding(Struct, frozen=True):
    """What is wrong, and where; ``position`` is 0 when it is not about one event, ``stream`` empty when about none."""

    position: int
    stream: str
    problem: str


_PAGE: ColumnClause[int] = literal_column(str(PAGE))
_BY_POSITION = select(events).where(events.c.position > bindparam("position")).order_by(events.c.position).limit(_PAGE)
_RECEIPTS = (
    select(events.c.position, events.c.stream, events.c.command_id, commands.c.position.label("receipt"))
    .outerjoin(commands, commands.c.id == events.c.command_id)
    .where(events.c.position > bindparam("position"))
    .order_by(events.c.position)
    .limit(_PAGE)
)
_BY_STREAM = (
    select(events)
    .where(tuple_(events.c.stream, events.c.version) > tuple_(bindparam("stream"), bindparam("version")))
    .order_by(events.c.stream, events.c.version)
    .limit(_PAGE)
)
_HEAD = select(heads).where(heads.c.stream == bindparam("stream"))


def verify(
    connection: Connection, aggregates: Sequence[type[Aggregate]], codec: EventCodec, states: StateCodec
) -> Iterator[Finding]:
    """Everything that is not as it was recorded, one by one; nothing if all is well."""
    yield from verify_chain(connection)
    yield from verify_receipts(connection)
    yield from verify_streams(connection, aggregates, codec, states)


def verify_chain(connection: Connection) -> Iterator[Finding]:
    """Every event that was altered, removed or put in after it was recorded; nothing if the log is as written."""
    position, chain = 0, GENESIS
    for row in _paged(connection, _BY_POSITION, {"position": 0}):
        if row.position != position + 1:
            yield Finding(position + 1, "", "events are missing here")
        elif row.chain != link(chain, row.position, tuple(row[1:-1])):
            yield Finding(row.position, row.stream, "the event was altered after it was recorded")
        position, chain = row.position, row.chain
    head = connection.execute(select(log)).one()
    if (head.position, head.chain) != (position, chain):
        yield Finding(position, "", f"the log ends here, but {head.position} events were recorded")


def verify_receipts(connection: Connection) -> Iterator[Finding]:
    """Every command whose receipt is missing, or does not name the last of its events."""
    last = 0
    for _, found in groupby(_paged(connection, _RECEIPTS, {"position": 0}), lambda row: row.command_id):
        *_, row = found  # the events of a command stand together
        last = row.position
        if row.receipt is None:
            yield Finding(row.position, row.stream, "the command that recorded it has no receipt")
        elif row.receipt != row.position:
            yield Finding(
                row.position, row.stream, f"the receipt of the command that recorded it names event {row.receipt}"
            )
    beyond = select(commands.c.id, commands.c.position).where(~commands.c.position.between(0, last))
    for row in connection.execute(beyond.order_by(commands.c.position)):
        yield Finding(0, "", f"the receipt of command {row.id} names event {row.position}, which is not there")


def verify_streams(
    connection: Connection, aggregates: Sequence[type[Aggregate]], codec: EventCodec, states: StateCodec
) -> Iterator[Finding]:
    """Every stream whose head, claims or numbers are not what its events add up to, and what is left over of them."""
    kinds = {kind.KIND: kind for kind in aggregates}
    streams = 0
    holdings = Holdings(connection)
    for stream, rows in groupby(_paged(connection, _BY_STREAM, {"stream": "", "version": 0}), lambda row: row.stream):
        streams += 1
        name, _, id_ = stream.partition("-")
        head = connection.execute(_HEAD, {"stream": stream}).one_or_none()
        try:
            folded = kinds[name](id=id_).fold(codec.decode(row.type, row.schema, row.data) for row in rows)
            if head is None:
                yield Finding(0, stream, "its head is missing")
            elif head.version != folded.version:
                yield Finding(0, stream, f"its head stands at version {head.version}, its events at {folded.version}")
            elif head.schema == folded.STATE_SCHEMA and states.decode(type(folded), head.state) != folded:
                yield Finding(0, stream, "its head is not what its events add up to")
        except SQLAlchemyError:
            raise
        except Exception as error:
            # Altered bytes may be no text, or events that an aggregate never had to do with.
            yield Finding(0, stream, f"it can't be read: {error}")
        else:
            for problem in holdings.of(folded):
                yield Finding(0, stream, problem)
    if connection.execute(select(func.count()).select_from(heads)).scalar_one() > streams:
        yield Finding(0, "", "there are heads without any event")
    for problem in holdings.left_over():
        yield Finding(0, "", problem)


def _paged(connection: Connection, query: Select[Any], after: dict[str, Any]) -> Iterator[Any]:
    while rows := connection.execute(query, after).all():
        yield from rows
        after = {key: getattr(rows[-1], key) for key in after}
