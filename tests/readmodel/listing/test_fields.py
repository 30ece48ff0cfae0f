"""What terms can name: the same holds for every field of every list."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.orders.commands import CancelOrder, NoteOrder, PlaceOrder, SaveDraft, ShipOrder
from domain.products.commands import ChangeProduct
from domain.products.events import ProductDetails
from readmodel.control import Mode
from readmodel.listing.queries import CountViews, OpenView, SuggestValues
from readmodel.listing.terms import Kind, Term
from readmodel.listing.view import View
from readmodel.lists import LISTS
from tests.domain.samples import CHAI, DEPOT, NOW, VINET, add_customer, add_product, content, entry, place, receive
from tests.readmodel.desk import Desk, desk

TODAY = date(2026, 3, 5)
FIELDS = [(list, field) for list, spec in LISTS.items() for field in spec.fields]
SAMPLES = {
    Kind.TEXT: ("", "a", "CHAI", "vins et", "1"),
    Kind.DAY: ("", "2026-03-05"),
    Kind.MOMENT: ("", NOW),
    Kind.AMOUNT: (0, 1800),
    Kind.COUNT: (1,),
    Kind.QUANTITY: (0, 9_000_000),
}
BOUNDS = {Kind.DAY: "2026-03-04", Kind.MOMENT: NOW, Kind.AMOUNT: 100, Kind.COUNT: 1, Kind.QUANTITY: 1}


@pytest.fixture(scope="module")
def traded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with a bit of everything: a draft, notes, a shipment, free text, an address, a cancelled order."""
    filed = ProductDetails(sku="TOFU", name="Tofu frais", category="Épicerie", tracked=False)
    with desk(Path(tmp_path_factory.mktemp("fields")), Mode.SYNC) as d:
        d.see(
            add_customer(),
            add_customer("anatr", "ANATR", VINET),
            add_product(),
            add_product("tofu", filed),
            receive(9),
            place("plain", due_on=date(2026, 3, 1)),
            PlaceOrder(
                order_id="filed",
                content=content(entry(product_id="tofu"), entry(line_id="b"), ship_to=DEPOT),
                currency="EUR",
            ),
            place("free", entry(product_id=None, description="Pâté maison", unit_price=CHAI.price)),
            place("gone"),
            SaveDraft(order_id="draft", content=content(entry(), reference="PO 1"), currency="EUR"),
            NoteOrder(order_id="plain", text="Appeler à midi"),
            ShipOrder(order_id="free"),
            CancelOrder(order_id="gone", reason="Changed their mind"),
            SaveDraft(order_id="discarded", content=content(entry()), currency="EUR"),
            CancelOrder(order_id="discarded", reason="A slip of the hand"),
            NoteOrder(order_id="discarded", text="Appeler à midi"),
            ChangeProduct(product_id="tofu", details=ProductDetails(sku="TOFU", name="Tofu", category="Frais")),
        )
        yield d


def count(d: Desk, list: str, *terms: Term) -> int:
    spec = LISTS[list]
    view = View(list=list, sort=next(iter(spec.sorts)), terms=terms, today=TODAY)
    (counted,) = d.ask(CountViews(views=(view,)))
    assert d.ask(OpenView(view=view)).snapshot.count in (None, counted.rows)
    return counted.rows


def terms_of(list: str, name: str) -> Iterator[Term]:
    field = LISTS[list].fields[name]
    for value in field.choices or SAMPLES[field.kind]:
        yield Term(field=name, values=(value,))
    if field.kind in BOUNDS:
        yield Term(field=name, since=BOUNDS[field.kind])
        yield Term(field=name, before=BOUNDS[field.kind])
        yield Term(field=name, values=tuple(SAMPLES[field.kind]), since=BOUNDS[field.kind])


@pytest.mark.parametrize(("list", "name"), FIELDS)
def test_a_term_and_its_opposite_share_out_all_rows(traded: Desk, list: str, name: str) -> None:
    everything = count(traded, list)
    for term in terms_of(list, name):
        opposite = Term(field=name, values=term.values, since=term.since, before=term.before, negated=True)
        assert count(traded, list, term) + count(traded, list, opposite) == everything


@pytest.mark.parametrize(("list", "name"), FIELDS)
def test_every_value_suggested_finds_the_rows_it_promises(traded: Desk, list: str, name: str) -> None:
    field = LISTS[list].fields[name]
    suggested = traded.ask(SuggestValues(list=list, field=name, beginning=""))
    assert not suggested or field.choices or field.known
    for suggestion in suggested:
        found = count(traded, list, Term(field=name, values=(suggestion.value,)))
        assert suggestion.rows in (None, found)


@pytest.mark.parametrize(("list", "name"), FIELDS)
def test_a_field_of_numbers_and_days_has_an_index(traded: Desk, list: str, name: str) -> None:
    spec = LISTS[list]
    field = spec.fields[name]
    assert bool(field.column) is (field.kind not in (Kind.TEXT, Kind.QUEUE))
    if field.column:
        assert any(index.columns[0] == field.column for index in spec.table.indexes)


@pytest.mark.parametrize(
    ("field", "value", "orders"),
    [
        ("product", "chai", 4),
        ("product", "pate", 1),
        ("product", "tofu", 1),
        ("product", "", 1),
        ("category", "epicerie", 1),
        ("category", "Frais", 0),
        ("city", "rouen", 1),
        ("city", "Reims", 4),
        ("country", "France", 5),
        ("note", "a midi", 1),
        ("shipped", "", 4),
        ("reference", "po", 1),
        ("customer", "ANA", 0),
    ],
)
def test_orders_are_found_by_what_stands_on_them(traded: Desk, field: str, value: str, orders: int) -> None:
    assert count(traded, "orders", Term(field=field, values=(value,))) == orders


@pytest.mark.parametrize(
    ("typed", "orders"), [("rouen", 1), ("midi", 1), ("tofu frais", 1), ("pate mai", 1), ("po 1", 1), ("vinet", 5)]
)
def test_the_search_box_looks_everywhere(traded: Desk, typed: str, orders: int) -> None:
    view = View(list="orders", sort="number", text=typed, today=TODAY)
    assert len(traded.ask(OpenView(view=view)).rows) == orders


def test_suggestions_begin_with_what_was_typed_before_they_hold_it(traded: Desk) -> None:
    suggested = traded.ask(SuggestValues(list="products", field="sku", beginning="t"))
    assert [suggestion.value for suggestion in suggested] == ["TOFU"]
    assert [s.label for s in traded.ask(SuggestValues(list="orders", field="product", beginning="fra"))] == [
        "Tofu frais"
    ]
