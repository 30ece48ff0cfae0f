"""A small list of its own, and the naive way of reading it."""

import random
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from readmodel.folding import folded
from readmodel.listing.columns import identifier, shelf, sorted_by, unique_key
from readmodel.listing.spec import ListSpec, NamedFilter, Search, Shared, Sort
from readmodel.listing.view import Row, View
from readmodel.schema import integer, table, text

TODAY = date(2026, 3, 15)

CRATES = table(
    "crate",
    integer("id", key=True),
    text("crate_id"),
    identifier("code"),
    text("name"),
    text("name_key"),
    text("state"),
    text("due_on"),
    integer("weight"),
    unique_key("crate", "crate_id"),
    *sorted_by("crate", "code", "name_key", "state", "due_on", "weight"),
    shelf("crate_open", "state = 'open'", "due_on", "weight", "state", "name_key", "code"),
)

TALLY = table(
    "crate_tally",
    text("state", key=True),
    text("due_on", key=True),
    integer("n"),
)

NAMES = table("crate_name", text("name_key", key=True), text("text"), integer("n"))

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
        "open": NamedFilter(name="open", where="{t}.state = 'open'"),
        "closed": NamedFilter(name="closed", where="{t}.state = 'closed'"),
        "late": NamedFilter(name="late", where="{t}.state = 'open' AND {t}.due_on < :today AND {t}.due_on <> ''"),
    },
    search=Search(texts="crate_search", identifiers=("code",), prefixes=("name_key",)),
    tally=TALLY,
)

SPEC = replace(
    PLAIN,
    filters={
        **PLAIN.filters,
        **{name: replace(PLAIN.filters[name], shelf="crate_open") for name in ("open", "late")},
    },
    search=Search(
        texts="crate_shared_search",
        identifiers=("code",),
        prefixes=("name_key",),
        shared=Shared(table=NAMES.name, link="name_key", sorts=("name_key",)),
    ),
)
"""The same list with a shelf of open crates, and names searched as texts that crates share."""

Crate = dict[str, Any]


def add(db: sqlite3.Connection, crates: Sequence[Crate]) -> None:
    """Insert crates with their search texts, and count them."""
    names = [column.name for column in CRATES.columns]
    marks = ", ".join("?" * len(names))
    db.executemany(f"INSERT INTO crate VALUES ({marks})", [tuple(crate[name] for name in names) for crate in crates])
    texts = [(crate["id"], f"{folded(crate['code'])}\n{folded(crate['name'])}") for crate in crates]
    db.executemany("INSERT INTO crate_search (rowid, text) VALUES (?, ?)", texts)
    texts = [(crate["id"], folded(crate["code"]), folded(crate["name"])) for crate in crates]
    db.executemany("INSERT INTO crate_shared_search (rowid, text, shared) VALUES (?, ?, ?)", texts)
    db.execute("DELETE FROM crate_name")
    db.execute("INSERT INTO crate_name SELECT name_key, name_key, count(*) FROM crate GROUP BY 1")
    db.execute("DELETE FROM crate_tally")
    db.execute("INSERT INTO crate_tally SELECT state, due_on, count(*) FROM crate GROUP BY 1, 2")
    db.commit()


def crate(id: int, code: str = "", name: str = "", state: str = "open", due_on: str = "", weight: int = 0) -> Crate:
    """One crate."""
    return {
        "id": id,
        "crate_id": f"crate-{id}",
        "code": code,
        "name": name,
        "name_key": folded(name),
        "state": state,
        "due_on": due_on,
        "weight": weight,
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
        )
        for number in range(count)
    ]


def naive(crates: Sequence[Crate], view: View) -> list[int]:
    """The ids of a view, by looking at every crate."""
    words = folded(view.text).split()
    typed = ascii_lower(view.text.strip())
    found = [c for c in crates if all(_passes(c, name) for name in view.filters) and _holds(c, words, typed)]
    column = SPEC.sorts[view.sort].column
    found.sort(key=lambda c: (_sorted_by(c[column], column), c["id"]), reverse=view.descending)
    if not words:
        return [c["id"] for c in found]
    known = [ascii_lower(c["code"]) for c in crates]
    exact = [c["id"] for c in found if ascii_lower(c["code"]) == typed]
    begun = [c["id"] for c in found if ascii_lower(c["code"]).startswith(typed)]
    first = [] if sum(code == typed for code in known) > 100 else exact
    if sum(code.startswith(typed) for code in known) <= 100:
        first = [*first, *(id for id in begun if id not in first)]
    return [*first, *(c["id"] for c in found if c["id"] not in set(first))]


def naive_rows(crates: Sequence[Crate], view: View, ids: Sequence[int]) -> list[Row]:
    """The rows of these ids as the engine answers them."""
    by_id = {c["id"]: c for c in crates}
    column = SPEC.sorts[view.sort].column
    return [
        Row(id, by_id[id]["crate_id"], by_id[id][column], tuple(by_id[id][name] for name in SPEC.columns)) for id in ids
    ]


def ascii_lower(value: str) -> str:
    """Lower case as SQLite's NOCASE understands it."""
    return value.encode().lower().decode()


def _sorted_by(value: int | str, column: str) -> int | str:
    return ascii_lower(value) if column == "code" and isinstance(value, str) else value


def _passes(c: Crate, name: str) -> bool:
    if name == "late":
        return c["state"] == "open" and "" < c["due_on"] < TODAY.isoformat()
    return bool(c["state"] == name)


def _holds(c: Crate, words: Sequence[str], typed: str) -> bool:
    if words and all(len(word) < 3 for word in words):
        return ascii_lower(c["code"]).startswith(typed) or c["name_key"].startswith(folded(typed))
    texts = f"{folded(c['code'])}\n{c['name_key']}"
    return all(word in texts for word in words)
