"""What becomes of a customer's orders and drafts when their code, name or address changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.addresses import Address
from domain.customers.commands import ChangeCustomer
from domain.orders.commands import CancelOrder, SaveDraft
from readmodel.control import Mode
from readmodel.customers.answers import RecentOrders
from readmodel.listing.queries import OpenView, SuggestValues
from readmodel.listing.view import View
from readmodel.orders.detail_answers import GetOrder
from readmodel.orders.list_spec import ORDERS
from readmodel.signals import projected
from tests.domain.samples import DEPOT, HOME, NOW, VINET, add_customer, add_product, content, entry, place, receive
from tests.readmodel.desk import Desk, desk

RENAMED = replace(VINET, name="Maison Chevalier", billing=replace(HOME, city="Lyon"))
RENAME = ChangeCustomer(customer_id="vinet", code="CHEVA", personal=RENAMED)


@pytest.fixture
def d(tmp_path: Path) -> Iterator[Desk]:
    """Two customers and a product."""
    with desk(tmp_path, Mode.SYNC) as made:
        made.see(add_customer(), add_customer("other", "OTHER"), add_product(), receive(5))
        yield made


def draft(order_id: str = "draft", ship_to: Address | None = None, customer_id: str | None = "vinet") -> SaveDraft:
    return SaveDraft(
        order_id=order_id, content=content(entry(), customer_id=customer_id, ship_to=ship_to), currency="EUR"
    )


def recent(d: Desk, customer_id: str = "vinet", limit: int = 10) -> list[str]:
    return [order.order_id for order in d.ask(RecentOrders(customer_id=customer_id, limit=limit))]


def shown(d: Desk, text: str = "") -> dict[str, tuple[object, ...]]:
    """What the list says of each order that is found: the customer's code and name, and where the goods go."""
    view = View(list="orders", sort="placed_at", text=text, today=date(2026, 3, 5))
    columns = [ORDERS.columns.index(column) for column in ("customer_code", "customer_name", "city")]
    return {row.key: tuple(row.values[column] for column in columns) for row in d.ask(OpenView(view=view)).rows}


def test_the_last_orders_are_those_of_every_code_the_customer_had(d: Desk) -> None:
    d.see(place("first"), draft(), RENAME, place("second"), add_customer("heir", "VINET"))
    d.see(ChangeCustomer(customer_id="vinet", code="cheva", personal=RENAMED), place("third"))
    assert recent(d) == ["third", "second", "draft", "first"]
    assert recent(d, limit=2) == ["third", "second"]
    assert recent(d, "heir") == []


def test_the_last_orders_are_the_last_placed_whenever_they_were_recorded(d: Desk) -> None:
    d.see(place("today"), draft(), place("before", occurred_at=NOW - 2), place("long ago", occurred_at=NOW - 3))
    d.see(place("between", occurred_at=NOW - 1))
    assert recent(d) == ["draft", "today", "between", "before", "long ago"]
    assert recent(d, limit=3) == ["draft", "today", "between"]
    assert [order.placed_at is None for order in d.ask(RecentOrders(customer_id="vinet", limit=2))] == [True, False]


def test_drafts_name_the_customer_as_they_are_now_and_orders_as_they_were(d: Desk) -> None:
    d.see(draft(), draft("elsewhere", ship_to=DEPOT), draft("vague", ship_to=Address(name="Gate 2")), place("placed"))
    d.see(RENAME)
    assert shown(d) == {
        "draft": ("CHEVA", "Maison Chevalier", "Lyon"),
        "elsewhere": ("CHEVA", "Maison Chevalier", "Rouen"),
        "vague": ("CHEVA", "Maison Chevalier", ""),
        "placed": ("VINET", "Vins et alcools Chevalier", "Reims"),
    }
    assert set(shown(d, "maison")) == {"draft", "elsewhere", "vague"}
    pane = d.ask(GetOrder(order_id="draft"))
    assert pane is not None
    assert (pane.customer_code, pane.customer_name) == ("CHEVA", "Maison Chevalier")


def test_what_is_no_draft_of_that_customer_any_more_keeps_its_name(d: Desk) -> None:
    d.see(draft("kept"), draft("handed"), draft("handed", customer_id="other"), draft("placed"), place("placed"))
    d.see(draft("nobody"), draft("nobody", customer_id=None))
    d.see(draft("discarded"), CancelOrder(order_id="discarded", reason="A slip of the hand"))
    before = shown(d)
    d.see(RENAME)
    assert shown(d) == before | {"kept": ("CHEVA", "Maison Chevalier", "Lyon")}
    assert set(before) == {"kept", "handed", "placed", "nobody"}


def test_whoever_shows_a_draft_is_told_when_its_customer_changes(d: Desk) -> None:
    d.see(draft(), place("placed"))
    heard: set[tuple[str, str]] = set()

    def hear(_sender: object, position: int, changes: frozenset[tuple[str, str]]) -> None:
        heard.update(changes)

    with projected.connected_to(hear):
        d.see(RENAME)
    assert ("order", "draft") in heard
    assert ("order", "placed") not in heard


def test_who_stands_on_no_order_any_more_is_not_suggested(d: Desk) -> None:
    d.see(place("placed"), draft(customer_id="other"), draft(customer_id="vinet"))
    suggested = d.ask(SuggestValues(list="orders", field="customer", beginning=""))
    assert [(one.value, one.rows) for one in suggested] == [("VINET", 2)]
