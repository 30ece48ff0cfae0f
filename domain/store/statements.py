"""Every statement of the hot path, built and compiled once.

SQLAlchemy writes the SQL for the database at hand; the driver runs it. Going through SQLAlchemy's execution for each
statement would cost more than SQLite takes to carry it out.
"""

from importlib import import_module

from sqlalchemy import ColumnClause, Dialect, Table, bindparam, delete, insert, literal_column, select, update
from sqlalchemy.sql import ClauseElement

from domain.store.tables import claims, commands, counters, events, heads, log

EVENT_COLUMNS = tuple(column.name for column in events.columns)
# Said outright, because SQLite's dialect would otherwise bind an offset of its own to every limit.
_FIRST: ColumnClause[int] = literal_column("0")
_PLACES = tuple(f"position_{number}" for number in range(100))
_RECORDED = [column for column in events.columns if column.name != "chain"]


class Statements:
    """SQL text with positional parameters, in the order in which they are named here."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.at_once = len(_PLACES)
        """How many positions ``at`` takes."""
        place = bindparam

        # For the writer.
        self.begin = "BEGIN IMMEDIATE" if dialect.name == "sqlite" else "BEGIN"
        self.lock_head = self._text(select(log.c.position, log.c.chain).with_for_update())
        self.move_head = self._text(
            update(log).values(position=place("position"), chain=place("chain")), "position", "chain"
        )
        self.add_event = self._text(_insert(events), *EVENT_COLUMNS)
        self.put_head = self._upsert(heads)
        self.add_command = self._text(_insert(commands), "id", "digest", "position")
        self.add_claim = self._text(_insert(claims), "space", "value", "owner")
        self.drop_claim = self._text(
            delete(claims).where(claims.c.space == place("space"), claims.c.value == place("value")), "space", "value"
        )
        self.put_counter = self._upsert(counters)
        self.load_head = self._text(
            select(heads.c.version, heads.c.schema, heads.c.state).where(heads.c.stream == place("stream")), "stream"
        )
        self.owner = self._text(
            select(claims.c.owner).where(claims.c.space == place("space"), claims.c.value == place("value")),
            "space",
            "value",
        )
        self.counter = self._text(select(counters.c.value).where(counters.c.series == place("series")), "series")
        self.command = self._text(
            select(commands.c.digest, commands.c.position).where(commands.c.id == place("id")), "id"
        )
        self.streams_since = self._text(
            select(events.c.stream).distinct().where(events.c.position > place("after")), "after"
        )

        # For readers.
        self.begin_snapshot = "BEGIN" if dialect.name == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
        self.head = self._text(select(log.c.position))
        self.read = self._text(
            select(*_RECORDED)
            .where(events.c.position > place("after"))
            .order_by(events.c.position)
            .limit(place("limit"))
            .offset(_FIRST),
            "after",
            "limit",
        )
        self.newest = self._text(
            select(*_RECORDED).order_by(events.c.position.desc()).limit(place("limit")).offset(_FIRST), "limit"
        )
        self.at = self._text(
            select(*_RECORDED).where(events.c.position.in_([place(name) for name in _PLACES])), *_PLACES
        )
        self.positions_of = self._text(
            select(events.c.position).where(events.c.stream == place("stream")).order_by(events.c.version), "stream"
        )
        self.stream = self._text(
            select(*_RECORDED).where(events.c.stream == place("stream")).order_by(events.c.version), "stream"
        )

    def _upsert(self, table: Table) -> str:
        # Only the dialect at hand is imported: PostgreSQL's would cost a desk with a file a twentieth of a second.
        dialect = import_module(f"sqlalchemy.dialects.{self._dialect.name}")
        statement = dialect.insert(table).values({column.name: bindparam(column.name) for column in table.columns})
        changed = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
        return self._text(
            statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed),
            *(column.name for column in table.columns),
        )

    def _text(self, statement: ClauseElement, *parameters: str) -> str:
        compiled = statement.compile(dialect=self._dialect)
        if tuple(compiled.positiontup or ()) != parameters:  # type: ignore[attr-defined]
            raise ValueError(f"parameters stand in another order: {compiled.positiontup}")  # type: ignore[attr-defined]
        return str(compiled)


def _insert(table: Table) -> ClauseElement:
    return insert(table).values({column.name: bindparam(column.name) for column in table.columns}).inline()
