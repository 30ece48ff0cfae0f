"""The tables of the write store, the same on SQLite and PostgreSQL."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

# SQLite gives a 64-bit row id only to a column whose type is spelled INTEGER.
_Position = BigInteger().with_variant(Integer, "sqlite")


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("format", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)
"""One row: the head of the log. Whoever appends locks it first, so positions have no gaps and follow commit order."""

events = Table(
    "events",
    metadata,
    Column("position", _Position, primary_key=True, autoincrement=False),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("occurred_at", BigInteger, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    UniqueConstraint("stream", "version"),
)

# From here on rows live in their key's own tree: one page to write instead of two.
heads = Table(
    "heads",
    metadata,
    _key("stream"),
    Column("version", Integer, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The current state of every stream, so that loading costs the same after ten events or ten thousand."""

claims = Table(
    "claims",
    metadata,
    _key("space"),
    _key("value"),
    Column("owner", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Values that only one owner may hold, such as a SKU."""

counters = Table(
    "counters", metadata, _key("series"), Column("value", BigInteger, nullable=False), sqlite_with_rowid=False
)
"""The last number given in each gapless series."""

commands = Table(
    "commands",
    metadata,
    _key("id"),
    Column("digest", LargeBinary, nullable=False),
    Column("position", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Every command that was carried out, with its receipt; its primary key has the last word on what happens once."""
