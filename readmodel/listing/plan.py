"""A view in SQL: its order, the tests a row has to pass, and the index that finds the rows."""

from collections.abc import Sequence

import msgspec

from readmodel.folding import folded
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Key, View

_TRIGRAM = 3
_HIGHEST = "\U0010ffff"


class Plan:
    """The SQL of one view. ``t`` is the list's table, ``x`` the table of searched texts."""

    def __init__(self, spec: ListSpec, view: View) -> None:
        self.spec = spec
        self.table = spec.table.name
        self.sort = spec.sorts[view.sort].column
        self.descending = view.descending
        self._ignores_case = getattr(spec.table.c[self.sort].type, "collation", None) == "NOCASE"
        # No text holds a NUL, and SQLite's full-text queries end at one.
        self.typed = view.text.replace("\0", "").strip()
        self.words = folded(self.typed).split()
        self.params: dict[str, object] = {
            "today": view.today.isoformat(),
            "typed": self.typed,
            "typed_end": self.typed + _HIGHEST,
        }
        self.filter_tests = [
            f"({spec.filters[name].where.format(t='t')})" for name in view.filters if spec.filters[name].where
        ]
        if view.between is not None:
            self.params |= {"since": view.between[0], "before": view.between[1]}
            self.filter_tests.append(f"(t.{spec.moment} >= :since AND t.{spec.moment} < :before)")
        self._indexed_words = [word for word in self.words if len(word) >= _TRIGRAM]
        self._prefix_tests = self._plan_prefixes() if self.words and not self._indexed_words else []
        self.tests = [*self.filter_tests, *self._plan_words()]

    @property
    def key(self) -> str:
        """What a row's place in the order is told by."""
        return f"t.{self.sort}, t.id"

    @property
    def walked_tests(self) -> list[str]:
        """The tests, said so that SQLite walks along the order instead of finding the rows by them."""
        return [f"+{test}" for test in self.tests]

    @property
    def sorted_anew(self) -> str:
        """The ORDER BY, said so that SQLite finds the rows by another index and sorts them."""
        way = "DESC" if self.descending else "ASC"
        return f"+t.{self.sort} {way}, +t.id {way}"

    @property
    def found(self) -> str:
        """FROM for finding the rows by what they are tested for; goes with ``finders``."""
        if self._indexed_words:
            return f"{self.spec.search.texts} AS f CROSS JOIN {self.table} AS t ON t.id = f.rowid{self._texts}"
        return self.tested

    @property
    def found_roughly(self) -> str:
        """FROM and WHERE of what an index finds for the text or, without one, for the filters; a few rows too many."""
        if self._indexed_words:
            return f"{self.spec.search.texts} AS f{where(*self.finders)}"
        return f"{self.table} AS t{where(*(self.tests if self._prefix_tests else self.filter_tests))}"

    @property
    def tested(self) -> str:
        """FROM for testing rows that are found by their ids."""
        return f"{self.table} AS t{self._texts}"

    @property
    def finders(self) -> list[str]:
        """What finds the rows, besides the tests that have an index of their own."""
        return [f"f.{self.spec.search.texts} MATCH :match"] if self._indexed_words else []

    def sorting_key(self, key: Key) -> Key:
        """A row's key as Python compares it in the same way as SQLite does."""
        value, row_id = key
        if self._ignores_case and isinstance(value, str):
            return value.encode().lower().decode(), row_id
        return key

    @property
    def row(self) -> str:
        """The columns of a row, named for ``rows_as_json``."""
        named = [f"t.{column} AS c{number}" for number, column in enumerate(self.spec.columns)]
        return ", ".join(["t.id AS id", f"t.{self.spec.key} AS k", f"t.{self.sort} AS s", *named])

    def rows_as_json(self, selection: str) -> str:
        """All rows of a selection as one JSON row, in its order.

        Row by row, a thread would take the interpreter's lock back for each of them.
        """
        values = ", ".join(f"q.c{number}" for number in range(len(self.spec.columns)))
        return f"SELECT json_group_array(json_array(q.id, q.k, q.s, json_array({values}))) FROM ({selection}) AS q"

    def _plan_words(self) -> list[str]:
        for number, word in enumerate(self.words):
            self.params[f"word{number}"] = word
        if self._indexed_words:
            self.params["match"] = " AND ".join(_trigrams(self._indexed_words))
        if self._prefix_tests:
            return [f"({' OR '.join(self._prefix_tests)})"]
        return [f"instr(x.c0, :word{number}) > 0" for number in range(len(self.words))]

    def _plan_prefixes(self) -> list[str]:
        self.params |= {"prefix": folded(self.typed), "prefix_end": folded(self.typed) + _HIGHEST}
        search = self.spec.search
        return [
            *(f"(t.{column} >= :typed AND t.{column} < :typed_end)" for column in search.identifiers),
            *(f"(t.{column} >= :prefix AND t.{column} < :prefix_end)" for column in search.prefixes),
        ]

    @property
    def _texts(self) -> str:
        if not self._indexed_words:
            return ""
        # The full-text index is asked row by row through the table that holds its content, which costs a tenth.
        return f" CROSS JOIN {self.spec.search.texts}_content AS x ON x.id = t.id"


def where(*tests: str) -> str:
    """A WHERE clause of all the tests, or nothing."""
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def as_json(values: Sequence[int] | Sequence[str]) -> str:
    """Values as they stand between the quotes of ``json_each('…')``."""
    return msgspec.json.encode(values).decode().replace("'", "''")


def _trigrams(words: list[str]) -> list[str]:
    """Every other trigram of each word and its last: what they find is looked through for the words anyway."""
    found: set[str] = set()
    for word in words:
        last = len(word) - _TRIGRAM
        found |= {word[start : start + _TRIGRAM] for start in (*range(0, last, 2), last)}
    return ['"' + trigram.replace('"', '""') + '"' for trigram in sorted(found)]
