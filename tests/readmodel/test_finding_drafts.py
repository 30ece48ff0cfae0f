"""Drafts are found by what is on them, as orders are."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.orders.commands import CancelOrder, PlaceOrder, SaveDraft
from domain.orders.content import LineEntry, OrderContent
from domain.products.commands import ChangeProduct
from readmodel.control import Mode
from readmodel.listing import limits
from readmodel.listing.hunting import spanning
from readmodel.listing.queries import OpenView
from readmodel.listing.terms import Term
from readmodel.listing.view import View
from tests.domain.samples import CHAI, SERVICE, add_customer, add_product, content, entry
from tests.readmodel.desk import Desk, desk

TODAY = date(2026, 3, 5)


@pytest.fixture
def d(tmp_path: Path) -> Iterator[Desk]:
    """A customer, two products and no order."""
    with desk(tmp_path, Mode.SYNC) as made:
        made.see(add_customer(), add_product(), add_product("wrap", SERVICE))
        yield made


def draft(*lines: LineEntry) -> SaveDraft:
    return SaveDraft(order_id="draft", content=content(*lines), currency="EUR")


def found(d: Desk, text: str = "", product: str | None = None) -> list[str]:
    terms = () if product is None else (Term(field="product", values=(product,)),)
    view = View(list="orders", sort="placed_at", text=text, terms=terms, today=TODAY)
    return [row.key for row in d.ask(OpenView(view=view)).rows]


def test_a_draft_is_found_by_number_and_name_of_its_products(d: Desk) -> None:
    d.see(draft(entry(), entry(line_id="text", product_id=None, description="Pâté maison")))
    for text in ("chai", "CHA", "pate", "chai maison"):
        assert found(d, text) == ["draft"], text
    assert found(d, product="CHAI") == ["draft"]
    assert found(d, "wrapping") == []


def test_it_is_found_by_what_its_lines_name_now(d: Desk) -> None:
    d.see(draft(entry(), entry(line_id="other")))
    d.see(draft(entry(line_id="other", product_id="wrap")))
    assert (found(d, "chai"), found(d, "wrapping")) == ([], ["draft"])
    d.see(draft(entry(line_id="other", product_id="wrap", description="Ribbon")))
    assert (found(d, "wrapping"), found(d, "ribbon"), found(d, product="WRAP")) == ([], ["draft"], ["draft"])
    d.see(draft())
    assert (found(d, "ribbon"), found(d, product="")) == ([], ["draft"])


def test_two_lines_of_a_product_are_two_reasons_to_find_it(d: Desk) -> None:
    d.see(draft(entry(), entry(line_id="other")))
    d.see(draft(entry()))
    assert found(d, "chai") == ["draft"]


def test_placed_it_is_found_by_its_placed_lines_alone(d: Desk) -> None:
    d.see(draft(entry(), entry(line_id="wrapped", product_id="wrap")))
    d.see(PlaceOrder(order_id="draft", content=content(entry()), currency="EUR"))
    assert (found(d, "chai"), found(d, "wrapping")) == (["draft"], [])


def test_discarded_it_is_found_no_more(d: Desk) -> None:
    d.see(draft(entry()), CancelOrder(order_id="draft", reason="A slip of the hand"))
    assert found(d, "chai") == found(d, product="CHAI") == []


def test_a_product_with_another_name_is_what_lines_name_from_then_on(d: Desk) -> None:
    d.see(ChangeProduct(product_id="chai", details=replace(CHAI, name="Masala")), draft(entry()))
    assert found(d, "masala") == ["draft"]


@pytest.mark.parametrize("descending", [False, True])
def test_it_is_found_by_spans_though_it_has_no_value_that_they_tell_of(
    d: Desk, monkeypatch: pytest.MonkeyPatch, descending: bool
) -> None:
    """Alone in its stretch of the log, and among more rows without a source number than are simply gone through."""
    monkeypatch.setattr(limits, "FEW", -1)
    monkeypatch.setattr(spanning, "_FEW_EQUAL", 0)
    d.see(SaveDraft(order_id="draft", content=OrderContent(lines=(entry(),)), currency="EUR"))
    asked = View(list="orders", sort="source_number", descending=descending, text="chai", today=TODAY)
    assert [row.key for row in d.ask(OpenView(view=asked)).rows] == ["draft"]


def test_one_of_thousands_of_lines_is_found_as_soon_as_one_of_few(d: Desk) -> None:
    """Each comes with an event of its own, so none may go through all the others."""
    lines = [entry(line_id=f"{number}", product_id=None, description=f"Sort {number}") for number in range(4000)]
    d.see(draft(*lines))
    assert found(d, "sort 3999") == ["draft"]
    d.see(draft(*lines[:-1]))
    assert (found(d, "3999"), found(d, "3998")) == ([], ["draft"])
    d.see(draft(*reversed(lines)))
    assert found(d, "3999") == ["draft"]
