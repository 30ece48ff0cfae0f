"""Making the tables, with the statements that SQLAlchemy writes. Only whoever makes a file imports this."""

import sqlite3
from collections.abc import Iterable
from functools import cache

import sqlalchemy
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql.ddl import ExecutableDDLElement

from readmodel.projection import Projection
from readmodel.schema import Column, Table

_DIALECT = sqlite.dialect()


def make_tables(db: sqlite3.Connection, projections: Iterable[Projection]) -> None:
    """Make the projections' tables, without indexes."""
    for projection in projections:
        for table in projection.tables:
            db.execute(definition_of(table))


def make_indexes(db: sqlite3.Connection, projections: Iterable[Projection]) -> None:
    """Make the indexes of the projections' tables. Empty tables need them, too: some queries name the one they use."""
    for projection in projections:
        for table in projection.tables:
            for definition in definitions_of_indexes(table):
                db.execute(definition)


def hide_tables(db: sqlite3.Connection, projection: Projection) -> None:
    """Make empty temporary tables, with their indexes, that hide those of the same name in the file."""
    for table in projection.tables:
        db.execute(definition_of(table).replace(" TABLE ", " TABLE temp.", 1))
        for definition in definitions_of_indexes(table):
            db.execute(definition.replace(" INDEX ", " INDEX temp.", 1))


def definition_of(table: Table) -> str:
    """The statement that makes a table, without its indexes."""
    if table.fulltext:
        return f"CREATE VIRTUAL TABLE {table.name} USING fts5({table.fulltext})"
    return _text_of(CreateTable(_core(table)))


def definitions_of_indexes(table: Table) -> list[str]:
    """The statements that make a table's indexes."""
    return [_text_of(CreateIndex(index)) for index in sorted(_core(table).indexes, key=lambda index: str(index.name))]


@cache
def _core(table: Table) -> sqlalchemy.Table:
    """The table as SQLAlchemy knows it."""
    has_row_id = table.long_rows or (len(table.keys) == 1 and table.keys[0].integer)
    columns = map(_column, table.columns)
    made = sqlalchemy.Table(table.name, sqlalchemy.MetaData(), *columns, sqlite_with_rowid=has_row_id)
    for index in table.indexes:
        where = sqlalchemy.text(index.where) if index.where else None
        named = (made.c[name] for name in index.columns)
        sqlalchemy.Index(index.name, *named, unique=index.unique, sqlite_where=where)
    return made


def _column(column: Column) -> sqlalchemy.Column[int] | sqlalchemy.Column[str]:
    default = None if column.nullable else "0" if column.integer else ""
    if column.integer:
        return sqlalchemy.Column(
            column.name,
            sqlalchemy.Integer,
            primary_key=column.key,
            autoincrement=False,
            nullable=column.nullable,
            server_default=default,
        )
    kind = sqlalchemy.Text(collation="NOCASE" if column.ignores_case else None)
    return sqlalchemy.Column(column.name, kind, primary_key=column.key, nullable=False, server_default=default)


def _text_of(definition: ExecutableDDLElement) -> str:
    return str(definition.compile(dialect=_DIALECT))
