"""A view's filters and terms as SQL that a row has to pass."""

from collections.abc import Iterator

from msgspec import Struct

from readmodel.folding import folded
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Field, Kind, Term
from readmodel.listing.view import View

HIGHEST = "\U0010ffff"
"""What follows every text that begins in the same way."""

_NONE = {Kind.MOMENT: 0}
"""What stands for no value, where it is not an empty text."""


class Condition(Struct, frozen=True, kw_only=True):
    """SQL over the columns of the alias ``{t}``; ``tallied`` says that the tally's columns suffice."""

    sql: str
    tallied: bool = False


class Conditions:
    """All that a view's filters and terms ask of a row; the values stand in ``params``."""

    def __init__(self, spec: ListSpec, view: View) -> None:
        self._spec = spec
        self.params: dict[str, object] = {"today": view.today.isoformat()}
        self.all: list[Condition] = [*self._filters(view), *(self._term(term) for term in view.terms)]
        if view.between is not None:
            since, before = (self._param(instant) for instant in view.between)
            self.all.append(Condition(sql=f"({{t}}.{spec.moment} >= {since} AND {{t}}.{spec.moment} < {before})"))

    @property
    def tallied(self) -> bool:
        """Whether the tally can count the rows that pass."""
        return self._spec.tally is not None and all(condition.tallied for condition in self.all)

    def tests(self, alias: str = "t") -> list[str]:
        """The conditions over a table's alias."""
        return [condition.sql.format(t=alias) for condition in self.all]

    def _filters(self, view: View) -> Iterator[Condition]:
        for name in view.filters:
            where = self._spec.filters[name].where
            if where:
                yield Condition(sql=f"({where})", tallied=True)

    def _term(self, term: Term) -> Condition:
        field = self._spec.fields[term.field]
        held = [self._value(field, value) for value in term.values]
        if term.since is not None or term.before is not None:
            held.append(self._range(field, term))
        sql = f"({' OR '.join(held)})" if held else "(1)"
        return Condition(
            sql=f"(NOT {sql})" if term.negated else sql, tallied=field.tallied or field.kind is Kind.QUEUE or not held
        )

    def _value(self, field: Field, value: str | int) -> str:
        if field.kind is Kind.QUEUE:
            return f"({self._spec.filters[str(value)].where or '1'})"
        if field.kind is Kind.TEXT:
            return self._text(field, str(value).replace("\0", "").strip())
        return f"{{t}}.{field.column} = {self._param(_NONE.get(field.kind, '') if value == '' else value)}"

    def _range(self, field: Field, term: Term) -> str:
        column = f"{{t}}.{field.column}"
        tests = []
        if field.kind in (Kind.DAY, Kind.MOMENT):
            tests.append(f"{column} <> {self._param(_NONE.get(field.kind, ''))}")
        if term.since is not None:
            tests.append(f"{column} >= {self._param(term.since)}")
        if term.before is not None:
            tests.append(f"{column} < {self._param(term.before)}")
        return f"({' AND '.join(tests)})"

    def _text(self, field: Field, value: str) -> str:
        if not value:
            empty = [f"{{t}}.{column} = ''" for column in (*field.codes, *field.texts)]
            return f"({' AND '.join(empty)})"
        typed, end, text = self._param(value), self._param(value + HIGHEST), self._param(folded(value))
        same = [f"{{t}}.{column} = {typed}" for column in field.codes]
        same += [f"{{t}}.{column} = {text}" for column in field.texts]
        held = [f"({{t}}.{column} >= {typed} AND {{t}}.{column} < {end})" for column in field.codes]
        held += [f"instr({{t}}.{column}, {text}) > 0" for column in field.texts]
        if not field.whole:
            return f"({' OR '.join(held)})"
        exists = " OR ".join(
            f"EXISTS (SELECT 1 FROM {self._spec.table.name} AS e WHERE {test.format(t='e')})" for test in same
        )
        return f"(CASE WHEN {exists} THEN {' OR '.join(same)} ELSE {' OR '.join(held)} END)"

    def _param(self, value: object) -> str:
        name = f"v{len(self.params)}"
        self.params[name] = value
        return f":{name}"
