"""Texts that many rows share, as orders share customers and products: each is kept, and searched, once."""

from collections.abc import Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from msgspec import Struct

Values = Mapping[str, object]


class Passing(Struct, frozen=True):
    """The texts that pass a test: the id of each, the link by which its rows are found, and how many these are.

    Their number is 0 where the texts don't tell.
    """

    found: tuple[tuple[int, int | str, int], ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the texts."""
        return tuple([id for id, _, _ in self.found])

    @property
    def links(self) -> tuple[int | str, ...]:
        """The links by which their rows are found, each once."""
        return tuple(dict.fromkeys([link for _, link, _ in self.found]))

    @property
    def rows(self) -> int:
        """How many rows have one of them."""
        return sum([rows for _, _, rows in self.found])

    def both(self, other: "Passing") -> "Passing":
        """The texts that are among others, too."""
        ids = set(other.ids)
        return Passing(tuple([text for text in self.found if text[0] in ids]))


class Shared(Struct, frozen=True, kw_only=True):
    """Texts of which every row has one, in the column ``key``.

    ``table`` has a row for each, with its ``id``, its folded ``text`` and the number ``n`` of list rows that have it.
    Rows are found by ``link``, a column of both tables of which the list has an index. ``sorts`` are the columns that
    the list can be sorted by as well; no two of their values differ in nothing but case.
    """

    table: str
    key: str
    link: str
    sorts: tuple[str, ...]

    @property
    def there(self) -> str:
        """SQL that finds texts of rows, of the alias ``w``, by a test that is put behind it."""
        return f"SELECT 1 FROM {self.table} AS w WHERE w.n > 0 AND "

    def passing(self, connection: Connection, where: str, values: Values) -> Passing:
        """The texts of rows that pass a test of the alias ``e``."""
        return self.passing_each(connection, [where], values)[0]

    def passing_each(self, connection: Connection, tests: Sequence[str], values: Values) -> list[Passing]:
        """The same for several tests, for which all texts are looked through once."""
        found = (
            f"SELECT e.id, e.{self.link}, e.n, {_told(tests)} FROM {self.table} AS e WHERE e.n > 0 AND {_any(tests)}"
        )
        return _passing_each(connection.execute(found, values).fetchall(), len(tests))

    def test(self, ids: str) -> str:
        """The test of a row, of the alias ``{t}``, that its text is one of those in a JSON array."""
        return f"{{t}}.{self.key} IN (SELECT value FROM json_each({ids}))"


class Linked(Struct, frozen=True, kw_only=True):
    """Texts of which a row has any number; their ids stand in the column ``key``, as a JSON array.

    ``table`` has a row for each, with its ``id`` and its folded ``text``; ``links`` says by ``item`` and ``id`` which
    rows have it.
    """

    table: str
    key: str
    links: str

    @property
    def there(self) -> str:
        """SQL that finds texts of rows, of the alias ``w``, by a test that is put behind it."""
        return f"SELECT 1 FROM {self.table} AS w WHERE "

    def passing(self, connection: Connection, where: str, values: Values) -> Passing:
        """The texts that pass a test of the alias ``e``."""
        return self.passing_each(connection, [where], values)[0]

    def passing_each(self, connection: Connection, tests: Sequence[str], values: Values) -> list[Passing]:
        """The same for several tests, for which all texts are looked through once."""
        found = f"SELECT e.id, e.id, 0, {_told(tests)} FROM {self.table} AS e WHERE {_any(tests)}"
        return _passing_each(connection.execute(found, values).fetchall(), len(tests))

    def test(self, ids: str) -> str:
        """The test of a row, of the alias ``{t}``, that one of its texts is one of those in a JSON array."""
        listed = f"SELECT value FROM json_each({ids})"
        return f"EXISTS (SELECT 1 FROM json_each({{t}}.{self.key}) AS j WHERE j.value IN ({listed}))"


class Beside(Struct, frozen=True, kw_only=True):
    """Texts that few rows have: ``table`` has them by the row's ``id``.

    They are ``searched`` if the list's own full-text table has them, too.
    """

    table: str
    searched: bool = False

    @property
    def there(self) -> str:
        """SQL that finds texts of rows, of the alias ``w``, by a test that is put behind it."""
        return f"SELECT 1 FROM {self.table} AS w WHERE "

    def test(self, where: str) -> str:
        """The test of a row, of the alias ``{t}``, that its text passes a test of the alias ``e``."""
        return f"EXISTS (SELECT 1 FROM {self.table} AS e WHERE e.id = {{t}}.rowid AND ({where}))"

    def none(self) -> str:
        """The test of a row that it has no text."""
        return f"{{t}}.rowid NOT IN (SELECT e.id FROM {self.table} AS e)"


def _told(tests: Sequence[str]) -> str:
    return ", ".join(f"({test})" for test in tests) if len(tests) > 1 else "1"


def _any(tests: Sequence[str]) -> str:
    return f"({' OR '.join(f'({test})' for test in tests)})"


def _passing_each(rows: Sequence[Sequence[Any]], tests: int) -> list[Passing]:
    each = [[(row[0], row[1], row[2]) for row in rows if row[3 + test]] for test in range(tests)]
    return [Passing(tuple(found)) for found in each]
