"""Searching the orders as one types: the first page of what is found, in any order of the list."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from main import open_docket
from readmodel.listing.queries import CountViews, LayOut, OpenView
from readmodel.orders.list_spec import ORDER_FILTERS
from tests.benchmarks.filters import Ask
from tests.benchmarks.lists import FRAME, SORTS, order_view
from tests.benchmarks.past import recorded
from tests.benchmarks.report import Figure, Waits

BY_LENGTH = {
    2: ("ca", "mü", "h0", "so", "10", "wę"),
    3: ("caf", "mül", "h00", "c10", "024", "żak"),
    5: ("tulpe", "mülle", "h0001", "c1001", "łukas", "verde"),
    12: ("weinhandlung", "so-2024-0001", "café müller", "épicerie noë", "hotel zaunkö", "cukiernia wi"),
}
"""What people type of names, of numbers old and new, and of codes."""
SLOW = {
    "a year's numbers": ("SO-2024",),
    "ten thousand old numbers": ("H0001",),
    "a name and a word that most have": ("tulpe café", "müller so-20", "kranich h0"),
    "a city, a product, a word of notes": ("köln", "łódź", "olive oil", "sunfl", "pallets"),
    "nothing": ("qqqq", "zzzzzzzzzzzz"),
}
CLOSED = ("h0001", "so-2024", "tulpe", "café", "müller so-20")


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """By how much was typed, then what is known to be hard, and how many orders each tab has of it."""
    laying, counting = Waits(), Waits()
    with open_docket(recorded(history, orders)) as docket:
        search = partial(_search, docket.queries.ask, laying)
        for length, texts in BY_LENGTH.items():
            waits = Waits()
            for text in texts:
                for sort in SORTS:
                    search(text, waits, sort)
            yield waits.figure(f"search of {length} characters, {orders:,} orders", FRAME)
        for name, texts in SLOW.items():
            waits = Waits()
            for text in texts:
                for sort in SORTS:
                    search(text, waits, sort)
            yield waits.figure(f"search for {name}, {orders:,} orders", FRAME)
        for sort in ("balance", "status"):
            waits = Waits()
            for text in CLOSED:
                search(text, waits, sort, ("closed",))
            yield waits.figure(f"search within closed by {sort}, {orders:,} orders", FRAME)
        for text in (text for texts in (*BY_LENGTH.values(), *SLOW.values()) for text in texts):
            for name in ORDER_FILTERS:
                view = order_view(filters=(name,), text=text)
                counting.time(f"“{text}” of {name}", partial(docket.queries.ask, CountViews(views=(view,))))
    yield counting.figure(f"counting what a tab has of a search, {orders:,} orders", None)
    yield laying.figure(f"laying a search out beside its first page, {orders:,} orders", None)


def _search(ask: Ask, laying: Waits, text: str, waits: Waits, sort: str, filters: tuple[str, ...] = ()) -> None:
    for descending in (True, False):
        view = order_view(sort, descending=descending, filters=filters, text=text)
        what = f"“{text}” by {sort} {'down' if descending else 'up'}"
        opened = waits.time(what, partial(ask, OpenView(view=view)))
        laying.time(what, partial(ask, LayOut(snapshot=opened.snapshot)))
