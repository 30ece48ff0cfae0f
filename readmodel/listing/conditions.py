"""A view's filters and terms as SQL that a row has to pass."""

from collections.abc import Iterator

from msgspec import Struct

from readmodel.folding import folded
from readmodel.listing.shared import Shared
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Field, Kind, Term
from readmodel.listing.view import View

HIGHEST = "\U0010ffff"
"""What follows every text that begins in the same way."""

EMPTY = "''"
"""No text, in SQL."""

_NONE = {Kind.MOMENT: 0}
"""What stands for no value, where it is not an empty text."""


class Way(Struct, frozen=True, kw_only=True):
    """SQL that finds rows by an index: their ids, maybe with some others, and about how many they are.

    With ``places``, they have a shared text that passes this test.
    """

    ids: str
    count: str
    places: str = ""


class Condition(Struct, frozen=True, kw_only=True):
    """SQL over the columns of the alias ``{t}``.

    ``tallied`` says that the tally's columns suffice. ``column`` is the one whose index the rows stand side by side in.
    ``ways`` together find the rows that pass, if there are any.
    """

    sql: str
    tallied: bool = False
    column: str = ""
    ways: tuple[Way, ...] = ()


class Conditions:
    """All that a view's filters and terms ask of a row; the values stand in ``params``."""

    def __init__(self, spec: ListSpec, view: View, most: int) -> None:
        """What ways count they count up to ``most``."""
        self._spec = spec
        self._most = most
        self.params: dict[str, object] = {"today": view.today.isoformat()}
        self.all: list[Condition] = [*self._filters(view), *(self._term(term) for term in view.terms)]

    @property
    def tallied(self) -> list[Condition]:
        """Those that the tally can tell of."""
        return [condition for condition in self.all if condition.tallied and self._spec.tally is not None]

    @property
    def others(self) -> list[Condition]:
        """Those that it can't."""
        return [condition for condition in self.all if not condition.tallied or self._spec.tally is None]

    def _filters(self, view: View) -> Iterator[Condition]:
        for name in view.filters:
            where = self._spec.filters[name].where
            if where:
                yield self._queue(f"({where})")

    def _term(self, term: Term) -> Condition:
        field = self._spec.fields[term.field]
        if not term.values and term.since is None and term.before is None:
            return Condition(sql="(1)", tallied=True)
        if field.kind is Kind.QUEUE:
            held = [f"({self._spec.filters[str(value)].where or '1'})" for value in term.values]
            condition = self._queue(f"({' OR '.join(held)})")
        elif field.kind is Kind.TEXT and isinstance(field.among, Shared):
            passing = [self._passing(field, str(value).replace("\0", "").strip()) for value in term.values]
            held_by = " OR ".join(f"({test})" for test in passing)
            return self._of_shared(field.among, f"NOT ({held_by})" if term.negated else held_by)
        elif field.kind is Kind.TEXT:
            texts = [self._text(field, str(value).replace("\0", "").strip()) for value in term.values]
            condition = Condition(
                sql=f"({' OR '.join(text.sql for text in texts)})",
                ways=tuple(way for text in texts for way in text.ways) if all(text.ways for text in texts) else (),
            )
        else:
            condition = self._compared(field, term)
        return Condition(sql=f"(NOT {condition.sql})", tallied=condition.tallied) if term.negated else condition

    def _compared(self, field: Field, term: Term) -> Condition:
        """A value compared with those of a column that has an index."""
        column, none = f"{{t}}.{field.column}", _NONE.get(field.kind, "")
        held = [f"{column} = {self._param(none if value == '' else value)}" for value in term.values]
        bounds = []
        if term.since is not None:
            bounds.append(f"{column} >= {self._param(term.since)}")
        if term.before is not None:
            bounds.append(f"{column} < {self._param(term.before)}")
        if bounds and field.kind in (Kind.DAY, Kind.MOMENT):
            bounds.append(f"{column} > {self._param(none)}")
        if bounds:
            held.append(f"({' AND '.join(bounds)})")
        alone = field.column if len(held) == 1 else ""
        return self._found_by_index(f"({' OR '.join(held)})", tallied=field.tallied, column=alone)

    def _queue(self, sql: str) -> Condition:
        """A condition on several columns: where there is a tally, a shelf finds what is worth finding."""
        if self._spec.tally is not None:
            return Condition(sql=sql, tallied=True)
        return self._found_by_index(sql, tallied=True)

    def _found_by_index(self, sql: str, *, tallied: bool, column: str = "") -> Condition:
        ids = f"SELECT t.id AS id FROM {self._spec.table.name} AS t WHERE {sql.format(t='t')}"
        way = Way(ids=ids, count=f"SELECT count(*) FROM ({ids} LIMIT {self._most})")
        return Condition(sql=sql, tallied=tallied, column=column, ways=(way,))

    def _text(self, field: Field, value: str) -> Condition:
        """A text that holds a value, or if there are any that are the value, those."""
        among, rows = field.among, self._spec.table.name
        test = self._passing(field, value)
        if among is None:
            # Whatever is the value also begins with it.
            begun = " OR ".join(self._begun(field, value, "{t}")) if value and not field.texts else ""
            return Condition(sql=test, ways=self._found_by_index(begun, tallied=False).ways if begun else ())
        if not value:
            return Condition(sql=among.none(test))
        way = Way(ids=among.ids(rows, test), count=among.count(test, self._most))
        return Condition(sql=among.test(test), ways=(way,))

    def _of_shared(self, shared: Shared, test: str) -> Condition:
        """A condition on the one text that each row has."""
        rows = self._spec.table.name
        way = Way(ids=shared.ids(rows, test), count=shared.count(test, self._most), places=test)
        return Condition(sql=shared.test(test), ways=(way,))

    def _passing(self, field: Field, value: str) -> str:
        """The test of a text, of the alias that it stands in."""
        among = field.among
        alias = "{t}" if among is None else "e"
        if not value:
            # Who has no code has none, whatever it is called: a line of free text names no product.
            return f"({' AND '.join(f'{alias}.{column} = {EMPTY}' for column in field.codes or field.texts)})"
        text = self._param(folded(value))
        begun = self._begun(field, value, alias)
        held = " OR ".join([*begun, *(f"instr({alias}.{column}, {text}) > 0" for column in field.texts)])
        if not field.whole:
            return f"({held})"
        typed = self._param(value)
        same = [f"{{0}}.{column} = {typed}" for column in field.codes]
        same += [f"{{0}}.{column} = {text}" for column in field.texts]
        there = f"SELECT 1 FROM {self._spec.table.name} AS w WHERE " if among is None else among.there
        exists = " OR ".join(f"EXISTS ({there}{test.format('w')})" for test in same)
        return f"(CASE WHEN {exists} THEN {' OR '.join(test.format(alias) for test in same)} ELSE {held} END)"

    def _begun(self, field: Field, value: str, alias: str) -> list[str]:
        """Tests of codes that begin with a value."""
        typed, end = self._param(value), self._param(value + HIGHEST)
        return [f"({alias}.{column} >= {typed} AND {alias}.{column} < {end})" for column in field.codes]

    def _param(self, value: object) -> str:
        name = f"v{len(self.params)}"
        self.params[name] = value
        return f":{name}"
