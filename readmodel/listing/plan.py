"""A view in SQL: its order, the tests a row has to pass, and the index that finds the rows."""

from collections.abc import Iterator, Sequence

import msgspec

from readmodel.folding import folded
from readmodel.listing.conditions import HIGHEST, Conditions, Way
from readmodel.listing.shared import Linked, Shared
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Kind
from readmodel.listing.view import Key, View

SOME = 30_000
"""So many rows are put into a set within a frame; nothing is counted much farther."""

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
        self.conditions = Conditions(spec, view, SOME + 1)
        self.filter_tests = [condition.sql.format(t="t") for condition in self.conditions.all]
        self.params: dict[str, object] = {"typed": self.typed, "typed_end": self.typed + HIGHEST, "of": view.of}
        self.params |= self.conditions.params
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
        """The tests, said so that SQLite walks along the order instead of finding the rows by them.

        Those of the order itself tell where it has to walk.
        """
        bounds = {
            test
            for test, condition in zip(self.filter_tests, self.conditions.all, strict=True)
            if condition.column == self.sort
        }
        return [test if test in bounds else f"+{test}" for test in self.tests]

    @property
    def sorted_anew(self) -> str:
        """The ORDER BY, said so that SQLite finds the rows by another index and sorts them."""
        way = "DESC" if self.descending else "ASC"
        return f"+t.{self.sort} {way}, +t.id {way}"

    def found_by(self, ids: str) -> str:
        """FROM for testing rows of which SQL gives the ids, each once."""
        return f"({ids}) AS f CROSS JOIN {self.joined_to('f')}"

    @property
    def found_on_shelf(self) -> str:
        """FROM for testing the rows of the shelf."""
        return f"{self.table} AS t INDEXED BY {self.shelf}{self._texts}"

    @property
    def tested(self) -> str:
        """FROM for testing rows that are found by their ids."""
        return f"{self.table} AS t{self._texts}"

    def joined_to(self, found: str) -> str:
        """The right side of a join that fetches what ``found`` tells the ids of, for testing."""
        return f"{self.table} AS t ON t.id = {found}.id{self._texts}"

    @property
    def ways(self) -> list[tuple[Way, ...]]:
        """For each test that indexes serve, the ways to find all rows that pass it."""
        found = [self._word_ways(number) for number, word in enumerate(self._held_words) if word in self.indexed_words]
        found += [condition.ways for condition in self.conditions.all if condition.ways]
        if self._prefix_tests:
            begun = f"SELECT t.id AS id FROM {self.table} AS t WHERE {' OR '.join(self._prefix_tests)}"
            found.append((Way(ids=begun, count=f"SELECT count(*) FROM ({begun} LIMIT {SOME + 1})"),))
        return found

    @property
    def asks_for_text(self) -> bool:
        """Whether a row has to hold, or must not hold, any text."""
        return bool(self.words or self.left_out)

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
            if word in self.indexed_words:
                self.params[f"match{number}"] = _trigrams(word)
        for number, word in enumerate(self.left_out):
            self.params[f"left_out{number}"] = word
        absent = [f"NOT {self._holds(f'left_out{number}')}" for number in range(len(self.left_out))]
        held = [self._holds(f"word{number}") for number in range(len(self._held_words))]
        return [*([f"({' OR '.join(self._prefix_tests)})"] if self._prefix_tests else []), *held, *absent]

    def _holds(self, param: str) -> str:
        """The test whether a row's own or shared text holds what a parameter says."""
        tests = [f"instr(x.c0, :{param}) > 0"]
        tests += [texts.test(f"instr(e.text, :{param}) > 0").format(t="t") for texts in self._other_texts]
        return f"({' OR '.join(tests)})"

    def _word_ways(self, number: int) -> tuple[Way, ...]:
        texts, holds = self.spec.search.texts, f"instr(e.text, :word{number}) > 0"
        own = f"SELECT rowid AS id FROM {texts} WHERE {texts} MATCH :match{number}"
        found = [Way(ids=own, count=f"SELECT count(*) FROM ({own} LIMIT {SOME + 1})")]
        for other in self._other_texts:
            found.append(
                Way(
                    ids=other.ids(self.table, holds),
                    count=other.count(holds, SOME + 1),
                    places=holds if isinstance(other, Shared) else "",
                )
            )
        return tuple(found)

    @property
    def _other_texts(self) -> list[Shared | Linked]:
        search = self.spec.search
        return [texts for texts in (search.shared, search.linked) if texts is not None]

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


def _trigrams(word: str) -> str:
    """Every other trigram of a word and its last: what they find is looked through for the word anyway."""
    last = len(word) - _TRIGRAM
    found = {word[start : start + _TRIGRAM] for start in (*range(0, last, 2), last)}
    return " AND ".join('"' + trigram.replace('"', '""') + '"' for trigram in sorted(found))
