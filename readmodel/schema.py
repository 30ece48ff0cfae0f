"""The vocabulary in which projections declare their tables.

Nothing is NULL unless it says so: text defaults to '' and integers to 0, which is what makes a counter's first addition
and its hundredth the same statement. Instants are integers (µs), days ISO text, amounts minor units, decimals scaled.
"""

from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

METADATA = MetaData()
"""All tables of all projections: a name can't be taken twice."""


def text(name: str, *, key: bool = False) -> Column[str]:
    """A text column; ``key`` makes it part of the primary key."""
    return Column(name, Text, primary_key=key, nullable=False, server_default="")


def integer(name: str, *, key: bool = False, nullable: bool = False) -> Column[int]:
    """An integer column: an id, counter, amount, instant, flag or scaled decimal."""
    if nullable:
        return Column(name, Integer, nullable=True)
    return Column(name, Integer, primary_key=key, autoincrement=False, nullable=False, server_default="0")


def table(name: str, *columns: Column[Any] | Index, metadata: MetaData = METADATA) -> Table:
    """A table of rows found by primary key.

    A single integer key is SQLite's own row id; any other key clusters the table by itself (WITHOUT ROWID), so no
    second index is needed for it. Indexes are made after the rows when a whole store is rebuilt.
    """
    made = Table(name, metadata, *columns)
    keys = list(made.primary_key.columns)
    if not (len(keys) == 1 and isinstance(keys[0].type, Integer)):
        made.dialect_options["sqlite"]["with_rowid"] = False
    return made


def fulltext(
    name: str,
    *columns: str,
    kept: tuple[str, ...] = (),
    options: str = "tokenize='trigram'",
    metadata: MetaData = METADATA,
) -> Table:
    """A full-text table (FTS5) whose rows are found by their integer ``rowid``.

    It is written like any other table; put text in folded (``readmodel.folding``). Trigrams match nothing shorter than
    three characters. The columns ``kept``, behind the others, are stored without being indexed.
    """
    return Table(
        name,
        metadata,
        integer("rowid", key=True),
        *(text(column) for column in (*columns, *kept)),
        info={"fulltext": ", ".join([*columns, *(f"{column} UNINDEXED" for column in kept), options])},
    )


def is_fulltext(table: Table) -> bool:
    """Whether a table was declared by ``fulltext``."""
    return "fulltext" in table.info
