from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid, NotAllowed, NotFound, NothingToRecord, VersionConflict
from domain.orders.commands import CancelOrder, SaveDraft
from domain.orders.content import LineEntry, OrderContent
from domain.orders.drafting import draft
from domain.orders.events import DraftDescribed, LineAdded, LineChanged, LineRemoved, OrderDrafted
from domain.orders.order import Order
from tests.domain.samples import DEPOT, add_customer, add_product, content, entry, freight, place
from tests.domain.scenario import Scenario


def save(*lines: LineEntry, order_id: str = "order", seen_version: int | None = None, **rest: object) -> SaveDraft:
    stated = content(*lines, **{"customer_id": None, **rest})  # type: ignore[arg-type]
    return SaveDraft(order_id=order_id, content=stated, currency="EUR", seen_version=seen_version)


def lines(text: str) -> tuple[LineEntry, ...]:
    """``"a2 b1"``: line a with two pieces, line b with one."""
    return tuple(entry(part[1:], None, part[0]) for part in text.split())


def changes(before: str, after: str) -> str:
    """What is recorded when lines change, in the same short form."""
    order = Order(id="order").fold(draft(Order(id="order"), OrderContent(lines=lines(before)), "EUR"))
    signs = {LineAdded: "+", LineChanged: "~", LineRemoved: "-"}
    told = []
    for event in draft(order, OrderContent(lines=lines(after)), "EUR"):
        assert isinstance(event, LineAdded | LineChanged | LineRemoved)
        id_ = event.line_id if isinstance(event, LineRemoved) else event.line.line_id
        told.append(signs[type(event)] + id_)
    return " ".join(told)


def test_a_draft_may_lack_everything(desk: Scenario) -> None:
    desk.when(save())
    assert desk.the(OrderDrafted) == OrderDrafted(order_id="order", currency="EUR")
    assert len(desk.recorded()) == 2  # the business opened, too


def test_a_draft_is_kept_with_its_head_and_its_lines(desk: Scenario) -> None:
    desk.given(add_customer(), add_product())
    desk.when(save(entry(2), customer_id="vinet", reference=" PO 7 ", charges=(freight(500),), ship_to=DEPOT))
    assert desk.the(DraftDescribed) == DraftDescribed(
        order_id="order", customer_id="vinet", charges=(freight(500),), due_on=None, reference="PO 7", ship_to=DEPOT
    )
    assert desk.the(LineAdded).line == entry(2)


def test_a_draft_keeps_what_no_product_was_found_for(desk: Scenario) -> None:
    desk.when(save(entry(1, None, sought=" 4711 ")))
    assert desk.the(LineAdded).line == entry(1, None, sought="4711")


@pytest.mark.parametrize(
    ("before", "after", "recorded"),
    [
        ("a1", "a1 b1", "+b"),
        ("a1 b1", "a1", "-b"),
        ("a1 b1", "b1", "-a"),
        ("a1 b1", "a2 b1", "~a"),
        ("a1 b1 c1", "a1 c3 d1", "-b ~c +d"),
        ("a1 b1", "b1 a1", "-a -b +b +a"),
        ("a1 c1", "a1 b1 c1", "-c +b +c"),
    ],
)
def test_only_what_changed_about_the_lines_is_recorded(before: str, after: str, recorded: str) -> None:
    assert changes(before, after) == recorded


some_lines = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.integers(1, 2)), unique_by=lambda line: line[0], max_size=6
).map(lambda parts: " ".join(f"{name}{quantity}" for name, quantity in parts))


@given(st.lists(some_lines, min_size=1, max_size=5))
def test_a_draft_becomes_exactly_what_was_saved(saved: list[str]) -> None:
    order = Order(id="order")
    for text in saved:
        with suppress(NothingToRecord):
            order.fold(draft(order, OrderContent(lines=lines(text)), "EUR"))
        assert tuple(order.entries.values()) == lines(text)


def test_a_draft_saved_again_as_it_was_is_not_recorded(desk: Scenario) -> None:
    desk.given(add_product(), save(entry(2))).when(save(entry("2.00"))).then_refused(NothingToRecord, "")


def test_a_draft_names_customers_and_products_that_exist(desk: Scenario) -> None:
    desk.when(save(customer_id="nobody")).then_refused(NotFound, "customer_id")
    desk.given(add_product()).when(save(entry(), entry(1, "nothing", "b"))).then_refused(NotFound, "lines.1.product_id")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (entry(0), "lines.0.quantity"),
        (entry("NaN"), "lines.0.quantity"),
        (entry(1, line_id=""), "lines.0.line_id"),
        (entry(1, unit_price=Decimal(-1)), "lines.0.unit_price"),
        (entry(1, discount_percent=Decimal(120)), "lines.0.discount_percent"),
        (entry(1, tax_rate=Decimal(-1)), "lines.0.tax_rate"),
        (entry(1, description="a\0b"), "lines.0.description"),
        (entry(1, None, sought="a\0b"), "lines.0.product_id"),
    ],
)
def test_the_field_at_fault_is_named(desk: Scenario, line: LineEntry, field: str) -> None:
    desk.given(add_product()).when(save(line)).then_refused(Invalid, field)


def test_two_lines_do_not_share_an_id(desk: Scenario) -> None:
    desk.given(add_product()).when(save(entry(), entry())).then_refused(Invalid, "lines.1.line_id")


def test_charges_are_not_below_zero(desk: Scenario) -> None:
    desk.when(save(charges=(freight(-1),))).then_refused(Invalid, "charges.0.amount")


def test_a_placed_order_is_no_draft_any_more(desk: Scenario) -> None:
    desk.given(add_customer(), add_product(), place()).when(save()).then_refused(NotAllowed, "order_id")


def test_a_discarded_draft_stays_discarded(desk: Scenario) -> None:
    desk.given(save(), CancelOrder(order_id="order", reason="")).when(save(reference="x"))
    desk.then_refused(NotAllowed, "order_id")


def test_a_draft_that_somebody_else_changed_goes_back_to_the_person(desk: Scenario) -> None:
    desk.given(save(), save(reference="theirs"))
    desk.when(save(reference="mine", seen_version=1)).then_refused(VersionConflict, "")
    desk.when(save(reference="mine", seen_version=2))
    assert desk.the(DraftDescribed).reference == "mine"
