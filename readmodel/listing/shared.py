"""Texts that many rows share, as orders share customers and products: each is kept, and searched, once."""

from msgspec import Struct


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

    def test(self, where: str) -> str:
        """The test of a row, of the alias ``{t}``, that its text passes a test of the alias ``e``."""
        return f"{{t}}.{self.key} IN (SELECT e.id FROM {self.table} AS e WHERE {where})"

    def none(self, where: str) -> str:
        """The test of a row that its text passes the test of one that says nothing."""
        return self.test(where)

    def ids(self, rows: str, where: str) -> str:
        """SQL that gives the ids of all rows whose text passes a test, and of some others."""
        return f"SELECT id FROM {rows} WHERE {self.link} IN (SELECT e.{self.link} FROM {self.table} AS e WHERE {where})"

    def count(self, where: str, most: int) -> str:
        """SQL that gives the number of those rows."""
        return f"SELECT coalesce(sum(e.n), 0) FROM {self.table} AS e WHERE {where}"


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

    def test(self, where: str) -> str:
        """The test of a row, of the alias ``{t}``, that one of its texts passes a test of the alias ``e``."""
        passing = f"SELECT e.id FROM {self.table} AS e WHERE {where}"
        return f"EXISTS (SELECT 1 FROM json_each({{t}}.{self.key}) AS j WHERE j.value IN ({passing}))"

    def none(self, where: str) -> str:
        """The test of a row that one of its texts passes the test of one that says nothing, or that it has none."""
        return f"({{t}}.{self.key} = '[]' OR {self.test(where)})"

    def ids(self, rows: str, where: str) -> str:
        """SQL that gives the ids of the rows of which a text passes a test."""
        return f"SELECT DISTINCT id FROM {self.links} WHERE item IN (SELECT e.id FROM {self.table} AS e WHERE {where})"

    def count(self, where: str, most: int) -> str:
        """SQL that gives the number of those rows, or somewhat more, counted up to ``most``."""
        return f"SELECT count(*) FROM ({self.ids('', where)} LIMIT {most})"


class Beside(Struct, frozen=True, kw_only=True):
    """Texts that few rows have: ``table`` has them by the row's ``id``."""

    table: str

    @property
    def there(self) -> str:
        """SQL that finds texts of rows, of the alias ``w``, by a test that is put behind it."""
        return f"SELECT 1 FROM {self.table} AS w WHERE "

    def test(self, where: str) -> str:
        """The test of a row, of the alias ``{t}``, that its text passes a test of the alias ``e``."""
        return f"{{t}}.id IN ({self.ids('', where)})"

    def none(self, where: str) -> str:
        """The test of a row that it has no text."""
        return f"{{t}}.id NOT IN (SELECT e.id FROM {self.table} AS e)"

    def ids(self, rows: str, where: str) -> str:
        """SQL that gives the ids of the rows whose text passes a test."""
        return f"SELECT e.id FROM {self.table} AS e WHERE {where}"

    def count(self, where: str, most: int) -> str:
        """SQL that gives the number of those rows, counted up to ``most``."""
        return f"SELECT count(*) FROM ({self.ids('', where)} LIMIT {most})"
