"""Events applied in another order than in a rebuild, since one was a dead letter for a while: the rows say the same."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from domain.addresses import Address
from domain.customers.events import CustomerPersonal
from domain.messages import Recorded
from domain.orders.commands import PlaceOrder, SaveDraft
from domain.orders.events import OrderPlaced
from domain.products.events import ProductDetails
from readmodel.orders.list import OrderList
from readmodel.projection import Projection, Rows
from readmodel.sales.sales import Sales
from tests.domain.samples import add_customer, add_product, content, entry
from tests.readmodel.desk import Desk, desk
from tests.readmodel.dump import current_file


@pytest.fixture(params=[OrderList, Sales])
def late(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A projection that can't apply the order called late, until told that it can."""
    projection: type[Any] = request.param
    apply = projection.on_order_placed
    broken = True

    def choke(self: Projection, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        if broken and event.order_id == "late":
            raise ValueError("not now")
        apply(self, event, at, rows)

    def mend() -> None:
        nonlocal broken
        broken = False

    monkeypatch.setattr(projection, "on_order_placed", choke)
    return mend


def applied_late(d: Desk, mend: Callable[[], None]) -> None:
    """Two orders that name other customers, goods and countries, the first of them applied last; and a draft."""
    for id, country in (("one", "FRANCE"), ("two", "France"), ("three", "Mexico")):
        d.record(add_customer(id, id.upper(), CustomerPersonal(name=id, billing=Address(country=country))))
    for id in ("tea", "tofu"):
        d.record(add_product(id, ProductDetails(sku=id.upper(), name=id)))
    d.record(
        PlaceOrder(order_id="late", content=content(entry(1, "tea"), customer_id="one"), currency="EUR"),
        PlaceOrder(order_id="soon", content=content(entry(1, "tofu"), customer_id="two"), currency="EUR"),
        SaveDraft(order_id="draft", content=content(entry(1, "tofu"), customer_id="three"), currency="EUR"),
    )
    d.catch_up()
    (letter,) = d.projector.state().dead_letters
    mend()
    d.projector.retry(letter)
    d.see(add_customer("last", "LAST"))
    assert d.projector.state().dead_letters == ()


def test_the_order_in_which_things_were_numbered_is_no_difference(tmp_path: Path, late: Callable[[], None]) -> None:
    with desk(tmp_path) as d:
        applied_late(d, late)
        assert d.projector.verify() == ()


def test_what_such_a_number_stands_for_is_compared(tmp_path: Path, late: Callable[[], None]) -> None:
    with desk(tmp_path) as d:
        applied_late(d, late)
    with closing(sqlite3.connect(current_file(tmp_path))) as db, db:
        db.execute("UPDATE order_list SET buyer = (SELECT buyer FROM order_list WHERE order_id = 'soon')")
        db.execute("UPDATE order_list_holds SET item = 99 WHERE id = (SELECT min(id) FROM order_list)")
    with desk(tmp_path) as d:
        found = d.projector.verify()
    assert any(one.startswith("order_list ") and "buyer is " in one for one in found)
    assert any(one.startswith("order_list_holds ") and one.endswith("is missing") for one in found)
