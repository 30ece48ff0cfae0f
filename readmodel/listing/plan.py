"""A view in SQL: its order, the tests a row has to pass, and the index that finds the rows."""

from collections.abc import Iterator, Sequence

import msgspec

from readmodel.folding import folded
from readmodel.listing.conditions import HIGHEST, Conditions
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Kind
from readmodel.listing.view import Key, View

_TRIGRAM = 3


class Plan:
    """The SQL of one view. ``t`` is the list's table, ``x`` the table of searched texts."""

    def __init__(self, spec: ListSpec, view: View) -> None:
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
        # No text holds a NUL, and SQLite's full-text queries end at one.
        self.typed = view.text.replace("\0", "").strip()
        typed_words = folded(self.typed).split()
        self.words = list(dict.fromkeys([*typed_words, *_texts(view.phrases)]))
        self.left_out = _texts(view.without)
        self.conditions = Conditions(spec, view)
        self.filter_tests = self.conditions.tests()
        self.params: dict[str, object] = self.conditions.params | {
            "typed": self.typed,
            "typed_end": self.typed + HIGHEST,
            "of": view.of,
        }
        self.shelf = next((spec.filters[name].shelf for name in _filters(spec, view) if spec.filters[name].shelf), "")
        """The small index that holds every row the filters let through, if there is one."""
        self.indexed_words = [word for word in self.words if len(word) >= _TRIGRAM]
        self._prefix_tests = self._plan_prefixes() if typed_words and not self.indexed_words else []
        self._held_words = [word for word in self.words if not (self._prefix_tests and word in typed_words)]
        self.word_tests = self._plan_words()
        self.tests = [*self.filter_tests, *self.word_tests]

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
        """FROM for finding the rows by what they are tested for: by text, by a shelf, or by whatever index helps."""
        if self.searches_texts:
            return f"({self.candidates}) AS f CROSS JOIN {self.joined_to('f')}"
        if self.shelf and not self.asks_for_text:
            return f"{self.table} AS t INDEXED BY {self.shelf}"
        return self.tested

    @property
    def found_roughly(self) -> str:
        """FROM and WHERE of what an index finds for a short text or, without one, the filters; a few rows too many."""
        tests = [f"({' OR '.join(self._prefix_tests)})"] if self._prefix_tests else []
        return f"{self.table} AS t{where(*self.scope, *self.filter_tests, *tests)}"

    @property
    def tested(self) -> str:
        """FROM for testing rows that are found by their ids."""
        return f"{self.table} AS t{self._texts}"

    def joined_to(self, found: str) -> str:
        """The right side of a join that fetches what ``found`` tells the ids of, for testing."""
        return f"{self.table} AS t ON t.id = {found}.id{self._texts}"

    @property
    def own_candidates(self) -> str:
        """SQL that gives the ids of rows whose own text can hold the words that ``aim`` named."""
        texts = self.spec.search.texts
        return f"SELECT rowid AS id FROM {texts} WHERE {texts} MATCH :match"

    @property
    def candidates(self) -> str:
        """SQL that gives the ids of all rows that can hold the words, and of few others; ``aim`` says where to look."""
        shared = self.spec.search.shared
        if shared is None or not self.params["links"]:
            return self.own_candidates
        linked = f"SELECT id FROM {self.table} WHERE {shared.link} IN (SELECT value FROM json_each(:links))"
        return f"{self.own_candidates} UNION {linked}"

    @property
    def asks_for_text(self) -> bool:
        """Whether a row has to hold, or must not hold, any text."""
        return bool(self.words or self.left_out)

    @property
    def searches_texts(self) -> bool:
        """Whether there is a word that the full-text index can find."""
        return bool(self.indexed_words)

    def aim(self, *groups: Sequence[str], links: Sequence[str] = ()) -> None:
        """Look for rows whose own text holds all words of one of the groups, and for those with a shared text."""
        self.params["match"] = " OR ".join(f"({' AND '.join(_trigrams(group))})" for group in groups)
        self.params["links"] = as_json(links) if links else ""

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

    def _plan_words(self) -> list[str]:
        for number, word in enumerate(self._held_words):
            self.params[f"word{number}"] = word
        if self.indexed_words:
            self.aim(self.indexed_words)
        for number, word in enumerate(self.left_out):
            self.params[f"left_out{number}"] = word
        absent = [f"NOT {self._holds(f'left_out{number}')}" for number in range(len(self.left_out))]
        held = [self._holds(f"word{number}") for number in range(len(self._held_words))]
        return [*([f"({' OR '.join(self._prefix_tests)})"] if self._prefix_tests else []), *held, *absent]

    def _holds(self, param: str) -> str:
        """The test whether a row's own or shared text holds what a parameter says."""
        texts = ("x.c0",) if self.spec.search.shared is None else ("x.c0", "x.c1")
        return f"({' OR '.join(f'instr({text}, :{param}) > 0' for text in texts)})"

    def _plan_prefixes(self) -> list[str]:
        self.params |= {"prefix": folded(self.typed), "prefix_end": folded(self.typed) + HIGHEST}
        search = self.spec.search
        return [
            *(f"(t.{column} >= :typed AND t.{column} < :typed_end)" for column in search.identifiers),
            *(f"(t.{column} >= :prefix AND t.{column} < :prefix_end)" for column in search.prefixes),
        ]

    @property
    def _texts(self) -> str:
        if not self._held_words and not self.left_out:
            return ""
        # The full-text index is asked row by row through the table that holds its content, which costs a tenth.
        return f" CROSS JOIN {self.spec.search.texts}_content AS x ON x.id = t.id"


def _filters(spec: ListSpec, view: View) -> Iterator[str]:
    """The names of the filters that every row of a view passes."""
    yield from view.filters
    for term in view.terms:
        if spec.fields[term.field].kind is Kind.QUEUE and not term.negated and len(term.values) == 1:
            yield str(term.values[0])


def _texts(given: Sequence[str]) -> list[str]:
    return [text for text in (folded(part.replace("\0", "")) for part in given) if text]


def where(*tests: str) -> str:
    """A WHERE clause of all the tests, or nothing."""
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def as_json(values: Sequence[int] | Sequence[str]) -> str:
    """Values as they stand between the quotes of ``json_each('…')``."""
    return msgspec.json.encode(list(values)).decode().replace("'", "''")


def _trigrams(words: Sequence[str]) -> list[str]:
    """Every other trigram of each word and its last: what they find is looked through for the words anyway."""
    found: set[str] = set()
    for word in words:
        last = len(word) - _TRIGRAM
        found |= {word[start : start + _TRIGRAM] for start in (*range(0, last, 2), last)}
    return ['"' + trigram.replace('"', '""') + '"' for trigram in sorted(found)]
