"""Texts that many rows share, as orders share customers and products: each is kept, and searched, once."""

from collections.abc import Mapping, Sequence
from sqlite3 import Connection

from msgspec import Struct

from readmodel.listing.bound import as_json

Values = Mapping[str, object]


class Passing(Struct, frozen=True, kw_only=True):
    """The ``ids`` of the texts that pass a test, and the ``links`` by which their rows are found.

    ``rows`` is how many rows have one of them, 0 where the texts don't tell.
    """

    ids: tuple[int, ...]
    links: tuple[int | str, ...]
    rows: int = 0


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
        found = connection.execute(
            f"SELECT e.id, e.{self.link}, e.n FROM {self.table} AS e WHERE e.n > 0 AND ({where})", values
        ).fetchall()
        return self._passing(found)

    def both(self, connection: Connection, one: Passing, other: Passing) -> Passing:
        """The texts that are among two lots of them."""
        ids = as_json(sorted(set(one.ids).intersection(other.ids)))
        return self.passing(connection, "e.id IN (SELECT value FROM json_each(:ids))", {"ids": ids})

    def _passing(self, found: Sequence[tuple[int, int | str, int]]) -> Passing:
        return Passing(
            ids=tuple([row[0] for row in found]),
            links=tuple(dict.fromkeys([row[1] for row in found])),
            rows=sum([row[2] for row in found]),
        )

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
        found = connection.execute(f"SELECT e.id FROM {self.table} AS e WHERE {where}", values).fetchall()
        ids = tuple([row[0] for row in found])
        return Passing(ids=ids, links=ids)

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
        return f"EXISTS (SELECT 1 FROM {self.table} AS e WHERE e.id = {{t}}.id AND ({where}))"

    def none(self) -> str:
        """The test of a row that it has no text."""
        return f"{{t}}.id NOT IN (SELECT e.id FROM {self.table} AS e)"
