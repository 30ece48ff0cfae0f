"""A small list of its own, and the naive way of reading it."""

import random
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from readmodel.folding import behind_first, folded
from readmodel.listing.columns import identifier, shelf, sorted_by, sorted_telling, unique_key
from readmodel.listing.shared import Beside, Linked, Shared
from readmodel.listing.spec import ListSpec, NamedFilter, Search, Sort, Spans, summed
from readmodel.listing.terms import Field, Kind, Term
from readmodel.listing.view import Row, Totals, View
from readmodel.schema import integer, table, text

TODAY = date(2026, 3, 15)

ALL_GOODS = ("G-1", "G-10", "Queso Manchego", "Tofu", "Öl")
CRATES = table(
    "crate",
    integer("id", key=True),
    text("crate_id"),
    identifier("code"),
    text("name"),
    text("name_key"),
    integer("named"),
    text("holds"),
    text("state"),
    text("due_on"),
    integer("weight"),
    unique_key("crate", "crate_id"),
    *sorted_by("crate", "code", "state"),
    sorted_telling("crate", "name_key", "weight", "named", "holds"),
    sorted_telling("crate", "due_on", "weight"),
    sorted_telling("crate", "weight", "state", "named", "holds"),
    shelf("crate_open", "state = 'open'", "due_on", "weight", "state", "name_key", "code"),
)

TALLY = table(
    "crate_tally",
    text("state", key=True),
    text("due_on", key=True),
    integer("n"),
    integer("weight"),
)

NAMES = table(
    "crate_name",
    text("name_key", key=True),
    integer("id"),
    text("text"),
    integer("n"),
)

GOODS = table("crate_good", text("name", key=True), integer("id"), text("text"))

HOLDS = table("crate_holds", integer("item", key=True), integer("id", key=True))

NOTES = table("crate_note", integer("id", key=True), text("text"))

SPAN = 64
SPANS = table(
    "crate_span",
    integer("id", key=True),
    identifier("code_from"),
    identifier("code_to"),
    text("due_on_from"),
    text("due_on_to"),
)

_GOODS = Linked(table=GOODS.name, key="holds", links=HOLDS.name)
_NAMES = Shared(table=NAMES.name, key="named", link="name_key", sorts=("name_key",))

FIELDS = {
    "is": Field(kind=Kind.QUEUE, choices=("open", "late")),
    "state": Field(kind=Kind.CHOICE, column="state", choices=("open", "closed"), tallied=True),
    "code": Field(kind=Kind.TEXT, codes=("code",)),
    "weight": Field(kind=Kind.QUANTITY, column="weight"),
    "due": Field(kind=Kind.DAY, column="due_on", tallied=True),
    "id": Field(kind=Kind.MOMENT, column="id"),
}

PLAIN = ListSpec(
    name="crates",
    subject="crate",
    table=CRATES,
    key="crate_id",
    columns=("code", "name", "state", "due_on", "weight"),
    sorts={
        "code": Sort("code"),
        "name": Sort("name_key"),
        "state": Sort("state"),
        "due_on": Sort("due_on"),
        "weight": Sort("weight"),
    },
    filters={
        "open": NamedFilter(name="open", where="{t}.state = 'open'", column="state"),
        "closed": NamedFilter(name="closed", where="{t}.state = 'closed'", column="state"),
        "late": NamedFilter(
            name="late", where="{t}.state = 'open' AND {t}.due_on < :today AND {t}.due_on <> ''", within="open"
        ),
    },
    search=Search(texts="crate_search", identifiers=("code",), prefixes=("name_key",)),
    fields=FIELDS | {"name": Field(kind=Kind.TEXT, texts=("name_key",))},
    totals=summed("weight"),
    tally=TALLY,
)

SPEC = replace(
    PLAIN,
    filters={
        **PLAIN.filters,
        **{name: replace(PLAIN.filters[name], shelf="crate_open") for name in ("open", "late")},
    },
    search=Search(
        texts="crate_own_search",
        identifiers=("code",),
        prefixes=("name_key",),
        begun=("code",),
        shared=_NAMES,
        linked=_GOODS,
    ),
    fields=FIELDS
    | {
        "name": Field(kind=Kind.TEXT, texts=("name_key",), among=_NAMES),
        "good": Field(kind=Kind.TEXT, codes=("name",), texts=("text",), among=_GOODS),
        "note": Field(kind=Kind.TEXT, texts=("text",), among=Beside(table=NOTES.name), whole=False),
    },
    spans=Spans(table=SPANS.name, width=SPAN, columns=("code", "due_on")),
)
"""The same list with a shelf of open crates, names and goods searched as texts that crates share, and spans."""

Crate = dict[str, Any]


def add(db: sqlite3.Connection, crates: Sequence[Crate]) -> None:
    """Insert crates with their search texts, and count them."""
    names = [column.name for column in CRATES.columns]
    marks = ", ".join("?" * len(names))
    for counted in (NAMES, GOODS, SPANS, TALLY):
        db.execute(f"DELETE FROM {counted.name}")
    known = [name for (name,) in db.execute("SELECT DISTINCT name_key FROM crate")]
    named = {name: id for id, name in enumerate(dict.fromkeys([*known, *(c["name_key"] for c in crates)]))}
    goods = {good: id for id, good in enumerate(ALL_GOODS)}
    rows = [
        c | {"named": named[c["name_key"]], "holds": f"[{','.join(str(goods[good]) for good in c['holds'])}]"}
        for c in crates
    ]
    db.executemany(f"INSERT INTO crate VALUES ({marks})", [tuple(row[name] for name in names) for row in rows])
    texts = [(c["id"], f"{folded(c['code'])}\n{folded(c['name'])}") for c in crates]
    db.executemany("INSERT INTO crate_search (rowid, text) VALUES (?, ?)", texts)
    texts = [(c["id"], behind_first(c["code"])) for c in crates]
    db.executemany("INSERT INTO crate_own_search (rowid, text) VALUES (?, ?)", texts)
    db.executemany("INSERT INTO crate_name VALUES (?, ?, ?, 0)", [(name, id, name) for name, id in named.items()])
    db.execute("UPDATE crate_name SET n = (SELECT count(*) FROM crate WHERE crate.named = crate_name.id)")
    db.executemany("INSERT INTO crate_good VALUES (?, ?, ?)", [(g, id, folded(g)) for g, id in goods.items()])
    db.executemany("INSERT INTO crate_holds VALUES (?, ?)", [(goods[g], c["id"]) for c in crates for g in c["holds"]])
    db.executemany("INSERT INTO crate_note VALUES (?, ?)", [(c["id"], folded(c["note"])) for c in crates if c["note"]])
    reach = ", ".join(
        f"coalesce({end}(lower({column})) FILTER (WHERE {column} <> ''), '')"
        for column in ("code", "due_on")
        for end in ("min", "max")
    )
    db.execute(f"INSERT INTO crate_span SELECT id / {SPAN}, {reach} FROM crate GROUP BY 1")
    db.execute("INSERT INTO crate_tally SELECT state, due_on, count(*), sum(weight) FROM crate GROUP BY 1, 2")
    db.commit()


def crate(
    id: int,
    code: str = "",
    name: str = "",
    state: str = "open",
    due_on: str = "",
    weight: int = 0,
    holds: Sequence[str] = (),
    note: str = "",
) -> Crate:
    """One crate; it holds some of ``ALL_GOODS``."""
    return {
        "id": id,
        "crate_id": f"crate-{id}",
        "code": code,
        "name": name,
        "name_key": folded(name),
        "state": state,
        "due_on": due_on,
        "weight": weight,
        "holds": tuple(holds),
        "note": note,
    }


def many(count: int, seed: int = 1) -> list[Crate]:
    """Crates with plenty of equal values, one state far rarer than the other."""
    chance = random.Random(seed)
    words = ("Öl", "Vins", "alcools", "Queso", "tofu", "Straße", "ørsted", "quick")
    return [
        crate(
            id=number * 3 + 1,
            code=f"C-{number:05}" if number % 7 else "",
            name=" ".join(chance.sample(words, 2)),
            state="open" if chance.random() < 0.04 else "closed",
            due_on=f"2026-{chance.randrange(1, 7):02}-{chance.randrange(1, 28):02}" if chance.random() < 0.9 else "",
            weight=chance.randrange(50),
            holds=chance.sample(ALL_GOODS, chance.randrange(3)),
            note="Fragile öl" if chance.random() < 0.01 else "",
        )
        for number in range(count)
    ]


def naive(crates: Sequence[Crate], view: View, spec: ListSpec = SPEC) -> list[int]:
    """The ids of a view, by looking at every crate."""
    words = folded(view.text).split()
    typed = ascii_lower(view.text.strip())
    goods = spec.search.linked is not None
    there = {
        term.field: {text for c in crates for text in _TEXTS[term.field](c)}
        for term in view.terms
        if term.field in _TEXTS
    }
    found = [
        c
        for c in crates
        if all(_passes(c, name) for name in view.filters)
        and _holds(c, words, typed, goods=goods, phrases=view.phrases)
        and all(_holds_text(c, text, goods=goods) for text in map(folded, view.phrases))
        and not any(text and _holds_text(c, text, goods=goods) for text in map(folded, view.without))
        and all(_meets(there, c, term) for term in view.terms)
    ]
    column = SPEC.sorts[view.sort].column
    found.sort(key=lambda c: (_sorted_by(c[column], column), c["id"]), reverse=view.descending)
    if not typed:
        return [c["id"] for c in found]
    known = [ascii_lower(c["code"]) for c in crates]
    exact = [c["id"] for c in found if ascii_lower(c["code"]) == typed]
    begun = [c["id"] for c in found if ascii_lower(c["code"]).startswith(typed)]
    first = dict.fromkeys([] if sum(code == typed for code in known) > 100 else exact)
    if sum(code.startswith(typed) for code in known) <= 100:
        first |= dict.fromkeys(begun)
    return [*first, *(c["id"] for c in found if c["id"] not in first)]


def naive_rows(crates: Sequence[Crate], view: View, ids: Sequence[int]) -> list[Row]:
    """The rows of these ids as the engine answers them."""
    by_id = {c["id"]: c for c in crates}
    column = SPEC.sorts[view.sort].column
    return [
        Row(id, by_id[id]["crate_id"], by_id[id][column], tuple(by_id[id][name] for name in SPEC.columns)) for id in ids
    ]


def totals(crates: Sequence[Crate], ids: Sequence[int]) -> Totals:
    """The totals of some crates."""
    weights = {c["id"]: c["weight"] for c in crates}
    return Totals(rows=len(ids), sums={"weight": sum(weights[id] for id in ids)})


def ascii_lower(value: str) -> str:
    """Lower case as SQLite's NOCASE understands it."""
    return value.encode().lower().decode()


def _sorted_by(value: int | str, column: str) -> int | str:
    return ascii_lower(value) if column == "code" and isinstance(value, str) else value


def _passes(c: Crate, name: str) -> bool:
    if name == "late":
        return c["state"] == "open" and "" < c["due_on"] < TODAY.isoformat()
    return bool(c["state"] == name)


def _holds(c: Crate, words: Sequence[str], typed: str, *, goods: bool, phrases: Sequence[str]) -> bool:
    if words and all(len(word) < 3 for word in [*words, *map(folded, phrases)]):
        return ascii_lower(c["code"]).startswith(typed) or c["name_key"].startswith(folded(typed))
    return all(_holds_text(c, word, goods=goods) for word in words)


def _holds_text(c: Crate, text: str, *, goods: bool) -> bool:
    texts = [folded(c["code"]), c["name_key"], *(folded(good) for good in c["holds"] if goods)]
    return any(text in part for part in texts)


def _meets(there: Mapping[str, set[str]], c: Crate, term: Term) -> bool:
    if not term.values and term.since is None and term.before is None:
        return True
    if term.field in _TEXTS:
        met = any(_has_text(there[term.field], c, term.field, str(value)) for value in term.values)
    elif term.field == "is":
        met = any(_passes(c, str(value)) for value in term.values)
    else:
        value = c[{"due": "due_on"}.get(term.field, term.field)]
        met = value in term.values
        if (term.since is not None or term.before is not None) and not (term.field == "due" and value == ""):
            met = met or ((term.since is None or value >= term.since) and (term.before is None or value < term.before))
    return met is not term.negated


_TEXTS = {
    "code": lambda c: [ascii_lower(c["code"])],
    "name": lambda c: [c["name_key"]],
    "good": lambda c: [folded(good) for good in c["holds"]],
    "note": lambda c: [folded(c["note"])],
}


def _has_text(there: set[str], c: Crate, field: str, value: str) -> bool:
    """Whether a crate has a text; ``there`` are those that any of them has."""
    mine = [text for text in _TEXTS[field](c) if text]
    text = ascii_lower(value.strip()) if field == "code" else folded(value)
    if not value.strip():
        return not mine
    if field != "note" and text in (map(folded, ALL_GOODS) if field == "good" else there):
        return text in mine
    return any(part.startswith(text) if field == "code" else text in part for part in mine)
