"""Orders as they are exported, and what a view has to show of them, found out by looking at every one."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from readmodel.export import OrdersToExport
from readmodel.listing.terms import Term
from readmodel.listing.view import View
from tests.readmodel.desk import Desk
from ui.exporting import orders

ZONE = "Europe/Berlin"

Exported = dict[str, Any]


def exported(desk: Desk) -> list[Exported]:
    """Every order as an object of a JSON Lines export, with what only the columns of its CSV export tell."""
    return [
        dict(zip(orders.COLUMNS, next(orders.rows(order, ZONE)), strict=True))
        | orders.as_object(order, ZONE)
        | {"rank": rank}
        for rank, order in enumerate(desk.ask(OrdersToExport(limit=10_000)))
    ]


def naive(found: Sequence[Exported], view: View) -> list[str]:
    """The numbers of the orders that a view shows, in its order."""
    kept = [order for order in found if all(_meets(found, order, term, view.today) for term in view.terms)]
    kept = [order for order in kept if _is_searched(order, view)]
    kept.sort(key=lambda order: _SORTS[view.sort](order), reverse=view.descending)
    begun = [order for order in kept if view.text and _begins(order, view.text.strip())]
    exact = [order for order in begun if view.text.strip().lower() in _codes(order)]
    first = [*exact, *(order for order in begun if order not in exact)]
    return [order["number"] for order in [*first, *(order for order in kept if order not in first)]]


def plain(text: str) -> str:
    """Text as people compare it: without case, accents and double blanks."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())


def _meets(found: Sequence[Exported], order: Exported, term: Term, today: date) -> bool:
    if term.field == "is":
        met = any(_QUEUES[str(value)](order, today) for value in term.values)
    elif term.field in _TEXTS:
        met = any(_has(found, order, term.field, str(value)) for value in term.values)
    else:
        met = _compares(_VALUES[term.field](order), term)
    return met is not term.negated


def _compares(value: Any, term: Term) -> bool:
    if value in term.values:
        return True
    if value == "" or (term.since is None and term.before is None):
        return False
    return (term.since is None or value >= term.since) and (term.before is None or value < term.before)


def _has(found: Sequence[Exported], order: Exported, field: str, value: str) -> bool:
    codes, texts = _TEXTS[field](order)
    if not value:
        return not any([*codes, *texts]) or (field == "product" and any(not line["sku"] for line in order["lines"]))
    if field != "note":
        same = [
            value.lower() in map(str.lower, c) or plain(value) in map(plain, t) for c, t in map(_TEXTS[field], found)
        ]
        if any(same):
            return same[found.index(order)]
    return any(code.lower().startswith(value.lower()) for code in codes) or any(plain(value) in plain(t) for t in texts)


def _is_searched(order: Exported, view: View) -> bool:
    words = plain(view.text).split()
    if words and all(len(word) < 3 for word in [*words, *map(plain, view.phrases)]):
        if not (_begins(order, view.text.strip()) or plain(order["customer"]["name"]).startswith(plain(view.text))):
            return False
        words = []
    texts = [plain(text) for text in _searched(order)]
    held = [any(plain(part) in text for text in texts) for part in (*words, *view.phrases)]
    return all(held) and not any(plain(part) in text for part in view.without for text in texts)


def _searched(order: Exported) -> Iterator[str]:
    yield from (order["number"], order["source_number"], order["reference"], *order["note"].splitlines())
    yield from (order["customer"]["code"], order["customer"]["name"], *_city(order), *_country(order))
    for line in order["lines"]:
        yield from (line["sku"], line["description"])


def _codes(order: Exported) -> list[str]:
    return [
        order["number"].lower(),
        order["source_number"].lower(),
        order["customer"]["code"].lower(),
        order["reference"].lower(),
    ]


def _begins(order: Exported, typed: str) -> bool:
    return any(code.startswith(typed.lower()) for code in _codes(order))


def _city(order: Exported) -> tuple[str, ...]:
    return (order["ship_city"] or order["bill_city"],)


def _country(order: Exported) -> tuple[str, ...]:
    return (order["ship_country"] or order["bill_country"],)


def _cents(amount: str) -> int:
    return int(Decimal(amount) * 100)


_TEXTS: dict[str, Callable[[Exported], tuple[Iterable[str], Iterable[str]]]] = {
    "number": lambda order: ([order["number"]], []),
    "customer": lambda order: ([order["customer"]["code"]], [order["customer"]["name"]]),
    "city": lambda order: ([], _city(order)),
    "country": lambda order: ([], _country(order)),
    "product": lambda order: (
        [line["sku"] for line in order["lines"]],
        [line["description"] for line in order["lines"]],
    ),
    "reference": lambda order: ([order["reference"]], []),
    "source": lambda order: ([order["source_number"]], []),
    "note": lambda order: ([], order["note"].splitlines()),
}

_VALUES: dict[str, Callable[[Exported], Any]] = {
    "status": lambda order: order["status"],
    "fulfilment": lambda order: order["fulfilment"],
    "payment": lambda order: order["payment"],
    "due": lambda order: "" if order["due_on"] is None else str(order["due_on"]),
    "lines": lambda order: len(order["lines"]),
    **{amount: lambda order, amount=amount: _cents(order[amount]) for amount in ("net", "total", "paid", "balance")},
}

_SORTS: dict[str, Callable[[Exported], Any]] = {
    "number": lambda order: (
        [len(part) if part.isdigit() else part for part in order["number"].split("-")] + [order["number"]]
    ),
    "total": lambda order: (_cents(order["total"]), order["rank"]),
    "customer_name": lambda order: (plain(order["customer"]["name"]), order["rank"]),
    "due_on": lambda order: (str(order["due_on"] or ""), order["rank"]),
}

_QUEUES: dict[str, Callable[[Exported, date], bool]] = {
    "open": lambda order, today: order["status"] == "open",
    "closed": lambda order, today: order["status"] == "closed",
    "unpaid": lambda order, today: order["status"] == "open" and order["payment"] in ("unpaid", "deposit", "part_paid"),
    "overdue": lambda order, today: (
        order["status"] == "open"
        and order["payment"] in ("unpaid", "deposit", "part_paid")
        and order["due_on"] is not None
        and str(order["due_on"]) < today.isoformat()
    ),
    "late": lambda order, today: (
        order["status"] == "open"
        and order["fulfilment"] != "shipped"
        and order["due_on"] is not None
        and str(order["due_on"]) < today.isoformat()
    ),
}
