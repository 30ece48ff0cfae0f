"""A view in SQL: its order, the tests a row has to pass, and the index that finds the rows."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from sqlite3 import Connection

from readmodel.folding import folded, storable
from readmodel.listing.bound import Bound
from readmodel.listing.conditions import HIGHEST, TRIGRAM, Conditions
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Kind
from readmodel.listing.view import Key, View
from readmodel.listing.ways import Condition


class Plan:
    """The SQL of one view, for one question. ``t`` is the list's table."""

    def __init__(self, connection: Connection, spec: ListSpec, view: View) -> None:
        self.spec = spec
        self.view = view
        self.table = spec.table.name
        self.sort = spec.sorts[view.sort].column
        self.walkable = spec.sorts[view.sort].indexed
        """Whether there is an index along which the view's order can be walked."""
        self.scope = [f"t.{spec.within} = :of"] if spec.within else []
        """The test that a row belongs to the record whose list it is; an index finds all of them by it."""
        self.descending = view.descending
        self._ignores_case = any(column.ignores_case for column in spec.table.columns if column.name == self.sort)
        self.typed = storable(view.text).strip()
        self._words = folded(self.typed).split()
        self._phrases, self._without = _texts(view.phrases), _texts(view.without)
        self.bound = Bound(typed=self.typed, typed_end=self.typed + HIGHEST, of=view.of, today=view.today.isoformat())
        self.shelf = next((spec.filters[name].shelf for name in _filters(spec, view) if spec.filters[name].shelf), "")
        """The small index that holds every row the filters let through, if there is one."""
        self.counted: dict[str, tuple[int, int]] = {}
        """About how many rows some SQL finds, and how far they were counted."""
        self._connection = connection

    @property
    def params(self) -> dict[str, object]:
        """The values that the SQL names."""
        return self.bound.values

    @cached_property
    def conditions(self) -> Conditions:
        """What filters and terms ask for."""
        return Conditions(self._connection, self.spec, self.view, self.bound)

    @cached_property
    def filter_tests(self) -> list[str]:
        """The tests that rows have to pass for the filters and terms."""
        return [condition.sql.format(t="t") for condition in self.conditions.all]

    @cached_property
    def word_tests(self) -> list[str]:
        """The tests that they have to pass for their texts."""
        return [condition.sql.format(t="t") for condition in [*self._held, *self.absent]]

    @cached_property
    def tests(self) -> list[str]:
        """All tests that a row has to pass."""
        return [condition.sql.format(t="t") for condition in [*self.all, *self.absent]]

    @cached_property
    def all(self) -> list[Condition]:
        """All that is asked of a row; those that ask for nothing but shared texts are one."""
        found, among = [*self.conditions.all, *self._held], self.spec.search.shared
        texts = [condition.texts for condition in found if condition.texts is not None]
        if among is None or len(texts) < 2:
            return found
        both = texts[0]
        for other in texts[1:]:
            both = both.both(other)
        return [*(condition for condition in found if condition.texts is None), self.conditions.one_of(among, both)]

    @property
    def key(self) -> str:
        """What a row's place in the order is told by."""
        return f"t.{self.sort}, t.id"

    @property
    def bounds(self) -> list[str]:
        """Those tests that tell where the order has to be walked."""
        return self.bounds_of("t")

    def bounds_of(self, alias: str) -> list[str]:
        """The same tests of another alias."""
        return [condition.sql.format(t=alias) for condition in self.conditions.all if condition.column == self.sort]

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that a row is tested by, ``rowid`` if what stands in another table has to be looked up."""
        return frozenset().union(*(condition.columns for condition in [*self.all, *self.absent]))

    @property
    def index(self) -> str:
        """The name of the index along which the order is walked."""
        whole = (index for index in self.spec.table.indexes if not index.where)
        return next(index.name for index in whole if index.columns[0] == self.sort)

    @cached_property
    def told_columns(self) -> frozenset[str]:
        """The columns that stand in the index of the order."""
        return self.spec.told_by(self.sort)

    @cached_property
    def told(self) -> list[Condition] | None:
        """What the index of the order tells of all that is asked of a row, if it tells something of each test."""
        told, columns = [], self.told_columns
        if self.scope:
            return None  # such lists are found by the record they belong to
        for condition in [*self.all, *self.absent]:
            tells = next((one for one in (condition, condition.within) if one and one.columns <= columns), None)
            if tells is None:
                return None
            told.append(tells)
        return told or None

    @property
    def walked_tests(self) -> list[str]:
        """The tests, said so that SQLite walks along the order instead of finding the rows by them."""
        bounds = self.bounds
        return [test if test in bounds else f"+{test}" for test in self.tests]

    @property
    def sorted_anew(self) -> str:
        """The ORDER BY, said so that SQLite finds the rows by another index and sorts them."""
        way = "DESC" if self.descending else "ASC"
        return f"+t.{self.sort} {way}, +t.id {way}"

    @cached_property
    def shelf_leads_by(self) -> str:
        """The column that the shelf is sorted by."""
        return next((index.columns[0] for index in self.spec.table.indexes if index.name == self.shelf), "")

    @property
    def told_by_shelf(self) -> bool:
        """Whether the shelf tells all that is asked of a row, so that the table is not looked at."""
        return bool(self.shelf) and not (self.scope or self.asks_for_text or self.conditions.others)

    def sorted_in(self, found: str) -> str:
        """The ORDER BY for what ``found`` finds; a shelf that is sorted so already is walked along."""
        if found != self.found_on_shelf or self.sort != self.shelf_leads_by:
            return self.sorted_anew
        way = "DESC" if self.descending else "ASC"
        return f"t.{self.sort} {way}, t.id {way}"

    def found_by(self, ids: str) -> str:
        """FROM for testing rows of which SQL gives the ids, each once."""
        return f"({ids}) AS f CROSS JOIN {self.joined_to('f')}"

    @property
    def found_on_shelf(self) -> str:
        """FROM for testing the rows of the shelf."""
        return f"{self.table} AS t INDEXED BY {self.shelf}"

    @property
    def tested(self) -> str:
        """FROM for testing rows that are found by their ids."""
        return f"{self.table} AS t"

    def joined_to(self, found: str) -> str:
        """The right side of a join that fetches what ``found`` tells the ids of, for testing."""
        return f"{self.table} AS t ON t.id = {found}.id"

    def tests_behind(self, found: str) -> list[str]:
        """The tests of rows that ``found`` finds; where their ids are known, they are found by nothing else."""
        return self.tests if found in (self.tested, self.found_on_shelf) else untold(self.tests)

    @property
    def asks_for_text(self) -> bool:
        """Whether a row has to hold, or must not hold, any text."""
        return bool(self._words or self._phrases or self._without)

    def sorting_key(self, key: Key) -> Key:
        """A row's key as Python compares it in the same way as SQLite does."""
        value, row_id = key
        if self._ignores_case and isinstance(value, str):
            return value.encode().lower().decode(), row_id
        return key

    @property
    def row(self) -> str:
        """The columns of a row, named for ``rows_as_json``."""
        elsewhere = self.spec.looked_up
        sources = [elsewhere[name].format(t="t") if name in elsewhere else f"t.{name}" for name in self.spec.columns]
        named = [f"{source} AS c{number}" for number, source in enumerate(sources)]
        # A list without an aggregate to each row names its rows by their ids.
        key = "CAST(t.id AS TEXT)" if self.spec.key == "id" else f"t.{self.spec.key}"
        return ", ".join(["t.id AS id", f"{key} AS k", f"t.{self.sort} AS s", *named])

    def rows_as_json(self, selection: str) -> str:
        """All rows of a selection as one JSON row, in its order.

        Row by row, a thread would take the interpreter's lock back for each of them.
        """
        values = ", ".join(f"q.c{number}" for number in range(len(self.spec.columns)))
        return f"SELECT json_group_array(json_array(q.id, q.k, q.s, json_array({values}))) FROM ({selection}) AS q"

    @cached_property
    def _held(self) -> list[Condition]:
        """What a row's texts have to hold."""
        words, held = list(dict.fromkeys([*self._words, *self._phrases])), []
        if self._words and all(len(word) < TRIGRAM for word in words):
            # Too short to be looked for in texts: it is how something begins.
            held.append(self.conditions.beginning(self.typed))
            words = [word for word in words if word not in self._words]
        return [*held, *self.conditions.holding_each(words)]

    @cached_property
    def absent(self) -> list[Condition]:
        """What a row's texts must not hold."""
        return [Condition(sql=f"NOT {held.sql}") for held in self.conditions.holding_each(self._without)]


def _filters(spec: ListSpec, view: View) -> Iterator[str]:
    """The names of the filters that every row of a view passes."""
    yield from view.filters
    for term in view.terms:
        if spec.fields[term.field].kind is Kind.QUEUE and not term.negated and len(term.values) == 1:
            yield str(term.values[0])


def _texts(given: Sequence[str]) -> list[str]:
    return [text for text in (folded(storable(part)) for part in given) if text]


def untold(tests: Sequence[str]) -> list[str]:
    """Tests said so that SQLite uses no index for them."""
    return [f"+{test}" for test in tests]


def also(tests: Sequence[str]) -> str:
    """Such tests behind a WHERE clause."""
    return "".join(f" AND {test}" for test in untold(tests))


def where(*tests: str) -> str:
    """A WHERE clause of all the tests, or nothing."""
    return f" WHERE {' AND '.join(tests)}" if tests else ""
