"""What a view asks of a row, as SQL that the row has to pass, and how indexes find the rows that do."""

from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from msgspec.structs import replace

from readmodel.folding import folded, storable
from readmodel.listing.bound import Bound, as_json
from readmodel.listing.shared import Beside, Linked, Passing, Shared
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Field, Kind, Term
from readmodel.listing.view import View
from readmodel.listing.ways import Condition, Way

HIGHEST = "\U0010ffff"
"""What follows every text that begins in the same way."""

EMPTY = "''"
"""No text, in SQL."""

_NONE = {Kind.MOMENT: 0}
"""What stands for no value, where it is not an empty text."""

TRIGRAM = 3
"""Full-text tables find no shorter texts."""

_LONG = 6
"""More trigrams find hardly less, and take their time."""

_TOLD_APART = 400
"""So many rows whose own text holds a word are looked for by their ids, instead of looking into the text of each."""

_NOWHERE = Way(id="0", of="(SELECT 0)", test="0", among="0", known="SELECT 0")


class Conditions:
    """All that a view's filters and terms ask of a row, and how it is asked for words; the values are in ``bound``.

    The texts that rows share are looked through here, so what is made of them holds for the moment of one question.
    """

    def __init__(self, connection: Connection, spec: ListSpec, view: View, bound: Bound) -> None:
        self._connection = connection
        self._spec = spec
        self._bound = bound
        self.all: list[Condition] = [*self._filters(view), *(self._term(term) for term in view.terms)]

    @property
    def tallied(self) -> list[Condition]:
        """Those that the tally can tell of."""
        return [condition for condition in self.all if condition.tallied and self._spec.tally is not None]

    @property
    def others(self) -> list[Condition]:
        """Those that it can't."""
        return [condition for condition in self.all if not condition.tallied or self._spec.tally is None]

    def holding_each(self, words: Sequence[str]) -> list[Condition]:
        """For each word, that a row's own or one of its shared texts holds it.

        Short ones find no rows, but can be tested.
        """
        search, names = self._spec.search, [self._bound.name(word) for word in words]
        held, nothing = [f"instr(e.text, {name}) > 0" for name in names], [Passing(()) for _ in words]
        shared, linked = [
            among.passing_each(self._connection, held, self._bound.values) if words and among is not None else nothing
            for among in (search.shared, search.linked)
        ]
        return [self._holding_one(*of) for of in zip(words, names, shared, linked, strict=True)]

    def _holding_one(self, word: str, text: str, shared: Passing, linked: Passing) -> Condition:
        search, long = self._spec.search, len(word) >= TRIGRAM
        tests, ways, texts, spans = [], [], None if search.shared is None else shared, ""
        if search.shared is not None and shared.ids:
            tests.append(search.shared.test(self._ids(shared)))
            ways.append(self._way_of_shared(search.shared, shared))
        if search.linked is not None and linked.ids:
            tests.append(search.linked.test(self._ids(linked)))
            ways.append(self._way_of_linked(search.linked, linked))
            texts = None
        begun = [(column, word) for column in search.begun if self._any(self._way_of_beginning(column, word))]
        if begun:
            tests += [self._begins(column, word).format("{t}") for column, _ in begun]
            spans = "" if ways else self._spans(begun)
            ways += [self._way_of_beginning(column, word) for column, _ in begun]
            texts = None
        own = self._found_in(search.texts, word) if long and search.texts else None
        some = None if own is None else self._first_of(own)
        if search.texts and (some is None or len(some) > _TOLD_APART):
            # By another name of the id, which says that more is looked at than the row.
            own_text = f"SELECT x.c0 FROM {search.texts}_content AS x WHERE x.id = {{t}}.rowid"
            tests.append(f"instr(({own_text}), {text}) > 0")
            ways += [own] if own else []
            texts, spans = None, ""
        elif some:
            ids = self._bound.name(as_json(self._holding(some, text)))
            tests.append(f"{{t}}.id IN (SELECT value FROM json_each({ids}))")
            ways.append(Way(id="j.value", of=f"json_each({ids}) AS j", test="1", among=_between("j.value", "1")))
            texts, spans = None, ""
        return Condition(
            sql=f"({' OR '.join(tests or ['0'])})",
            ways=tuple(ways or [_NOWHERE]) if long else (),
            texts=texts,
            spans=spans,
        )

    def beginning(self, typed: str) -> Condition:
        """That one of a row's identifiers or names begins with what was typed, which is too short to be looked for."""
        search = self._spec.search
        values = dict.fromkeys(search.identifiers, typed) | dict.fromkeys(search.prefixes, folded(typed))
        begun = {column: self._begins(column, value) for column, value in values.items()}
        among = search.shared
        apart = [column for column in begun if among is not None and column in among.sorts]
        own = {column: self._way_of_beginning(column, value) for column, value in values.items() if column not in apart}
        own = {column: way for column, way in own.items() if self._any(way)}
        tests, ways, texts = [begun[column].format("{t}") for column in own], list(own.values()), None
        if among is not None and apart:
            held = " OR ".join(begun[column].format("e") for column in apart)
            texts = among.passing(self._connection, held, self._bound.values)
            if texts.ids:
                tests.append(among.test(self._ids(texts)))
                ways.append(self._way_of_shared(among, texts))
        return Condition(
            sql=f"({' OR '.join(tests or ['0'])})",
            ways=tuple(ways or [_NOWHERE]),
            texts=None if own else texts,
            spans="" if texts and texts.ids else self._spans([(column, values[column]) for column in own]),
        )

    def one_of(self, among: Shared, texts: Passing) -> Condition:
        """That a row has one of some shared texts."""
        return Condition(
            sql=f"({among.test(self._ids(texts))})", ways=(self._way_of_shared(among, texts),), texts=texts
        )

    def _filters(self, view: View) -> Iterator[Condition]:
        for name in view.filters:
            if self._spec.filters[name].where:
                yield self._queue((name,))

    def _term(self, term: Term) -> Condition:
        field = self._spec.fields[term.field]
        if field.kind in (Kind.CHOICE, Kind.QUEUE, Kind.TEXT):
            term = replace(term, since=None, before=None)
        if not term.values and term.since is None and term.before is None:
            return Condition(sql="(1)", tallied=True)
        if field.kind is Kind.QUEUE:
            condition = self._queue(tuple(map(str, term.values)))
        elif field.kind is not Kind.TEXT:
            condition = self._compared(field, term)
        else:
            values = [storable(str(value)).strip() for value in term.values]
            held = " OR ".join(f"({self._passing(field, value)})" for value in values)
            if isinstance(field.among, Shared):
                # Every row has one such text: those that don't pass are as good a place to look for rows.
                held = f"NOT ({held})" if term.negated else held
                return self.one_of(field.among, field.among.passing(self._connection, held, self._bound.values))
            condition = self._text(field, held, values)
        return Condition(sql=f"(NOT {condition.sql})", tallied=condition.tallied) if term.negated else condition

    def _compared(self, field: Field, term: Term) -> Condition:
        """A value compared with those of a column that has an index."""
        column, none = f"{{t}}.{field.column}", _NONE.get(field.kind, "")
        held = [f"{column} = {self._bound.name(none if value == '' else value)}" for value in term.values]
        bounds, spans = [], []
        if term.since is not None:
            since = self._bound.name(term.since)
            bounds.append(f"{column} >= {since}")
            spans.append(f"s.{field.column}_to >= {since}")
        if term.before is not None:
            before = self._bound.name(term.before)
            bounds.append(f"{column} < {before}")
            spans.append(f"s.{field.column}_from < {before}")
        if bounds and field.kind in (Kind.DAY, Kind.MOMENT):
            bounds.append(f"{column} > {self._bound.name(none)}")
        if bounds:
            held.append(f"({' AND '.join(bounds)})")
        spanned = self._spec.spans is not None and field.column in self._spec.spans.columns and not term.values
        sql, alone = f"({' OR '.join(held)})", field.column if len(held) == 1 else ""
        return Condition(
            sql=sql,
            tallied=field.tallied,
            column=alone,
            ways=(self._way_of_index(sql, tallied=field.tallied, column=field.column, along=alone),),
            spans=" AND ".join(spans) if spanned else "",
        )

    def _queue(self, names: tuple[str, ...]) -> Condition:
        """One of some named filters; a shelf finds what passes a single one that has it."""
        filters = [self._spec.filters[name] for name in names]
        sql = f"({' OR '.join(f'({named.where or 1})' for named in filters)})"
        shelf = filters[0].shelf if len(filters) == 1 else ""
        column = filters[0].column if len(filters) == 1 else ""
        way = self._way_of_index(sql, tallied=True, shelf=shelf)
        outer = filters[0].within if len(filters) == 1 else ""
        within = self._queue((outer,)) if outer else None
        return Condition(sql=sql, tallied=True, column=column, ways=(way,), within=within)

    def _text(self, field: Field, held: str, values: list[str]) -> Condition:
        """A text that holds one of some values, or if there are any that are the value, those."""
        among = field.among
        if among is None:
            if field.texts or not all(values):
                return Condition(sql=f"({held})")
            # Whatever is the value also begins with it.
            begun = [(column, value) for value in values for column in field.codes]
            ways = [self._way_of_beginning(column, value) for column, value in begun]
            return Condition(sql=f"({held})", ways=tuple(ways), spans=self._spans(begun))
        if isinstance(among, Beside):
            return self._beside(among, held, values)
        assert isinstance(among, Linked)
        texts = among.passing(self._connection, held, self._bound.values)
        test = among.test(self._ids(texts))
        if not all(values):
            return Condition(sql=f"({{t}}.{among.key} = '[]' OR {test})")
        return Condition(sql=f"({test})", ways=(self._way_of_linked(among, texts),))

    def _beside(self, among: Beside, held: str, values: list[str]) -> Condition:
        given = [folded(value) for value in values if value]
        tests = [among.test(held)] if given else []
        if len(given) < len(values):
            return Condition(sql=f"({' OR '.join([*tests, among.none()])})")
        if among.searched and all(len(value) >= TRIGRAM for value in given):
            ways = tuple(self._found_in(self._spec.search.texts, value) for value in given)
        else:
            noted = f"({held})"
            ways = (Way(id="e.id", of=f"{among.table} AS e", test=noted, among=_between("e.id", noted)),)
        return Condition(sql=f"({tests[0]})", ways=ways)

    def _passing(self, field: Field, value: str) -> str:
        """The test of a text, of the alias that it stands in."""
        among = field.among
        alias = "{t}" if among is None else "e"
        if not value:
            # Who has no code has none, whatever it is called: a line of free text names no product.
            return " AND ".join(f"{alias}.{column} = {EMPTY}" for column in field.codes or field.texts)
        text = self._bound.name(folded(value))
        begun = [test.format(alias) for test in self._begun(field, value)]
        held = " OR ".join([*begun, *(f"instr({alias}.{column}, {text}) > 0" for column in field.texts)])
        if not field.whole:
            return held
        typed = self._bound.name(value)
        same = [f"{{0}}.{column} = {typed}" for column in field.codes]
        same += [f"{{0}}.{column} = {text}" for column in field.texts]
        there = f"SELECT 1 FROM {self._spec.table.name} AS w WHERE " if among is None else among.there
        exists = " OR ".join(f"EXISTS ({there}{test.format('w')})" for test in same)
        return f"CASE WHEN {exists} THEN {' OR '.join(test.format(alias) for test in same)} ELSE {held} END"

    def _begun(self, field: Field, value: str) -> list[str]:
        """Tests of codes that begin with a value, of the alias ``{0}``."""
        return [self._begins(column, value) for column in field.codes]

    def _begins(self, column: str, value: str) -> str:
        return self._between(f"{{0}}.{column}", f"{{0}}.{column}", value)

    def _spans(self, begun: list[tuple[str, str]]) -> str:
        """What spans pass that hold rows of which one of some columns begins with a value, if they tell of all."""
        spans = self._spec.spans
        if spans is None or not all(column in spans.columns for column, _ in begun):
            return ""
        return " OR ".join(self._between(f"s.{column}_to", f"s.{column}_from", value) for column, value in begun)

    def _between(self, low: str, high: str, value: str) -> str:
        return f"({low} >= {self._bound.name(value)} AND {high} < {self._bound.name(value + HIGHEST)})"

    def _found_in(self, texts: str, word: str) -> Way:
        """The rows whose own text holds a word, by its trigrams."""
        match = f"{texts} MATCH {self._bound.name(_trigrams(word))}"
        return Way(id="rowid", of=texts, test=match, among=_between("rowid", match))

    def _first_of(self, way: Way) -> list[int]:
        found = f"{way.ids} LIMIT {_TOLD_APART + 1}"
        return [row[0] for row in self._connection.execute(found, self._bound.values)]

    def _holding(self, ids: list[int], text: str) -> list[int]:
        """Those of some rows whose own text holds a word."""
        among = f"SELECT value FROM json_each({self._bound.name(as_json(ids))})"
        content = f"{self._spec.search.texts}_content AS x"
        held = f"SELECT x.id FROM {content} WHERE x.id IN ({among}) AND instr(x.c0, {text})"
        return [row[0] for row in self._connection.execute(held, self._bound.values)]

    def _any(self, way: Way) -> bool:
        return self._connection.execute(f"{way.ids} LIMIT 1", self._bound.values).fetchone() is not None

    def _way_of_index(
        self, sql: str, *, tallied: bool = False, shelf: str = "", column: str = "", along: str = ""
    ) -> Way:
        """The rows that pass a test which SQLite finds them by, counted by the tally if it can tell."""
        indexed, tally = f" INDEXED BY {shelf}" if shelf else "", self._spec.tally
        test = sql.format(t="t")
        known = f"SELECT coalesce(sum(t.n), 0) FROM {tally.name} AS t WHERE {test}" if tallied and tally else ""
        tells = self._spec.told_by(column)
        of = f"{self._spec.table.name} AS t{indexed}"
        return Way(id="t.id", of=of, test=test, tells=tells, known=known, along=along)

    def _way_of_beginning(self, column: str, value: str) -> Way:
        """The rows of which a column begins with a value; spans tell where its index has those of a range of ids."""
        spans, spanned = self._spec.spans, ""
        if spans is not None and column in spans.columns:
            # Spans keep values of identifiers as these are compared, in lower case.
            first = value.encode().lower().decode()
            there = f"{spans.table} AS s WHERE s.id BETWEEN {{since}} / {spans.width} AND {{until}} / {spans.width}"
            there = f"{there} AND s.{column}_to <> {EMPTY}"
            since = f"max({self._bound.name(first)}, (SELECT min(s.{column}_from) FROM {there}))"
            until = f"min({self._bound.name(first + HIGHEST)}, (SELECT max(s.{column}_to) FROM {there}))"
            spanned = f"t.{column} BETWEEN {since} AND {until}"
        among = _between("+t.id", spanned) if spanned else ""
        test = self._begins(column, value).format("t")
        return Way(id="t.id", of=f"{self._spec.table.name} AS t", test=test, among=among, spanned=spanned)

    def _way_of_shared(self, among: Shared, texts: Passing) -> Way:
        test = f"t.{among.link} IN (SELECT value FROM json_each({self._bound.name(as_json(texts.links))}))"
        return Way(
            id="t.id",
            of=f"{self._spec.table.name} AS t",
            test=test,
            among=_between("t.id", test),
            tells=self._spec.told_by(among.link),
            known=f"SELECT {texts.rows}",
            texts=texts.ids,
            places=len(texts.links),
        )

    def _way_of_linked(self, among: Linked, texts: Passing) -> Way:
        test = f"h.item IN (SELECT value FROM json_each({self._bound.name(as_json(texts.links))}))"
        return Way(
            id="h.id",
            of=f"{among.links} AS h",
            test=test,
            among=_between("h.id", test),
            twice=True,
            places=len(texts.links),
        )

    def _ids(self, texts: Passing) -> str:
        return self._bound.name(as_json(texts.ids))


def _between(id: str, test: str) -> str:
    """A test of rows from the id ``{since}`` to ``{until}``."""
    return f"{test} AND {id} BETWEEN {{since}} AND {{until}}"


def _trigrams(word: str) -> str:
    """The trigrams of a word, every other one if it is long: what they find is looked through for the word anyway."""
    last = len(word) - TRIGRAM
    found = {word[start : start + TRIGRAM] for start in (*range(0, last, 1 if last < _LONG else 2), last)}
    return " AND ".join('"' + trigram.replace('"', '""') + '"' for trigram in sorted(found))
