from decimal import Decimal

import pytest
from msgspec.structs import replace

from domain.errors import AlreadyRecorded, AlreadyTaken, Invalid, NotAllowed, NotFound, NothingToRecord, VersionConflict
from domain.orders.commands import ShipOrder
from domain.products.commands import ChangeProduct
from domain.products.events import ProductAdded, ProductChanged, ProductDetails
from tests.domain.samples import CHAI, add_customer, add_product, place, receive
from tests.domain.scenario import Scenario

DEARER = replace(CHAI, price=Decimal("19.50"))
UNTRACKED = replace(CHAI, tracked=False)


def change(details: ProductDetails, **rest: int) -> ChangeProduct:
    return ChangeProduct(product_id="chai", details=details, **rest)


def test_a_product_is_kept_without_the_blanks_around_the_values(desk: Scenario) -> None:
    desk.when(add_product(details=replace(CHAI, sku=" CHAI ", name="Chai\n")))
    desk.then(ProductAdded(product_id="chai", details=CHAI))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sku", " "),
        ("name", ""),
        ("name", "x" * 201),
        ("barcode", "4\0"),
        ("price", Decimal("-1")),
        ("price", Decimal("NaN")),
        ("price", Decimal("0.0000001")),
        ("tax_rate", Decimal("100.5")),
        ("reorder_point", Decimal("-1")),
    ],
)
def test_the_field_at_fault_is_named(desk: Scenario, field: str, value: object) -> None:
    desk.when(add_product(details=replace(CHAI, **{field: value}))).then_refused(Invalid, field)


def test_sku_and_barcode_belong_to_one_product(desk: Scenario) -> None:
    desk.given(add_product())
    desk.when(add_product("other", replace(CHAI, sku="chai", barcode="")))
    desk.then_refused(AlreadyTaken, "sku", f"SKU chai is taken by product {CHAI.name}.")
    desk.when(add_product("other", replace(CHAI, sku="OTHER")))
    desk.then_refused(AlreadyTaken, "barcode", f"Barcode {CHAI.barcode} is taken by product {CHAI.name}.")


def test_any_number_of_products_may_lack_a_barcode(desk: Scenario) -> None:
    desk.given(
        add_product("a", replace(CHAI, sku="A", barcode="")), add_product("b", replace(CHAI, sku="B", barcode=""))
    )


def test_a_product_is_added_once(desk: Scenario) -> None:
    desk.given(add_product()).when(add_product(details=replace(CHAI, sku="X"))).then_refused(
        AlreadyRecorded, "product_id"
    )


def test_details_change_as_a_whole(desk: Scenario) -> None:
    desk.given(add_product()).when(change(DEARER)).then(ProductChanged(product_id="chai", details=DEARER))


def test_a_change_of_nothing_is_not_recorded(desk: Scenario) -> None:
    desk.given(add_product()).when(change(replace(CHAI, price=Decimal("18.00")))).then_refused(NothingToRecord, "")


def test_an_unknown_product_can_not_change(desk: Scenario) -> None:
    desk.when(change(CHAI)).then_refused(NotFound, "product_id")


def test_a_change_to_a_product_that_somebody_else_changed_goes_back_to_the_person(desk: Scenario) -> None:
    desk.given(add_product(), change(DEARER)).when(change(CHAI, seen_version=1)).then_refused(VersionConflict, "")


def test_sku_and_barcode_that_are_given_up_are_free_again(desk: Scenario) -> None:
    desk.given(add_product(), change(replace(CHAI, sku="TEA", barcode="")), add_product("second"))
    desk.when(change(replace(CHAI, sku="TEA"))).then_refused(AlreadyTaken, "barcode")


def test_stock_stays_tracked_while_an_order_waits_for_some(desk: Scenario) -> None:
    desk.given(add_customer(), add_product(), place()).when(change(UNTRACKED)).then_refused(NotAllowed, "tracked")


def test_stock_stays_tracked_while_some_is_reserved(desk: Scenario) -> None:
    desk.given(add_customer(), add_product(), receive(5), place())
    desk.when(change(UNTRACKED)).then_refused(NotAllowed, "tracked")
    desk.given(ShipOrder(order_id="order")).when(change(UNTRACKED))
    assert not desk.the(ProductChanged).details.tracked
