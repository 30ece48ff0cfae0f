from decimal import Decimal

from msgspec.structs import replace

from domain.errors import Invalid, NotAllowed, NothingToRecord
from domain.orders.events import LineReserved
from domain.products.commands import ImportProduct
from domain.products.events import ProductAdded, ProductChanged, ProductDetails, StockAdjusted, StockReserved
from domain.products.stock import Stock
from tests.domain.samples import CHAI, SERVICE, add_customer, add_product, entry, place, receive
from tests.domain.scenario import Scenario


def read(*fields: str, on_hand: int | None = None, details: ProductDetails = CHAI) -> ImportProduct:
    counted = None if on_hand is None else Decimal(on_hand)
    return ImportProduct(product_id="read", details=details, fields=fields, on_hand=counted)


def counted(change: int, product_id: str = "chai") -> StockAdjusted:
    return StockAdjusted(product_id=product_id, change=Decimal(change), reason="Counted in an imported file")


def test_a_sku_read_for_the_first_time_adds_the_product_with_its_count(desk: Scenario) -> None:
    desk.when(read("name", on_hand=39))
    desk.then(ProductAdded(product_id="read", details=CHAI), counted(39, "read"))


def test_a_known_sku_takes_over_the_columns_that_the_file_has_and_no_other(desk: Scenario) -> None:
    desk.given(add_product())
    details = ProductDetails(sku=" chai ", name="Ignored", price=Decimal(20), category="Beverages")
    desk.when(read("sku", "price", "category", details=details))
    desk.then(ProductChanged(product_id="chai", details=replace(CHAI, price=Decimal(20), category="Beverages")))


def test_a_count_is_recorded_as_the_difference(desk: Scenario) -> None:
    desk.given(add_product(), receive(10)).when(read("name", on_hand=7)).then(counted(-3))


def test_a_file_read_again_records_nothing(desk: Scenario) -> None:
    desk.given(read("name", "price", on_hand=39)).when(read("name", "price", on_hand=39))
    desk.then_refused(NothingToRecord, "")


def test_a_higher_count_serves_the_orders_that_wait(desk: Scenario) -> None:
    desk.given(add_customer(), add_product(), place("order", entry(5))).when(read("name", on_hand=3))
    desk.then(
        counted(3),
        StockReserved(product_id="chai", order_id="order", line_id="line", quantity=Decimal(3), backordered=True),
        LineReserved(order_id="order", line_id="line", quantity=Decimal(3)),
    )


def test_a_count_of_what_is_not_tracked_is_left_aside(desk: Scenario) -> None:
    desk.given(add_product("wrap", SERVICE)).when(read("name", on_hand=5, details=SERVICE))
    desk.then_refused(NothingToRecord, "")
    assert not desk.state(Stock, "wrap").exists


def test_a_count_is_not_below_nothing(desk: Scenario) -> None:
    desk.when(read("name", on_hand=-1)).then_refused(Invalid, "on_hand")


def test_a_product_read_from_a_file_is_checked_as_any_other(desk: Scenario) -> None:
    desk.when(read("price", details=replace(CHAI, price=Decimal(-1)))).then_refused(Invalid, "price")
    desk.given(add_customer(), add_product(), place())
    desk.when(read("tracked", details=replace(CHAI, tracked=False))).then_refused(NotAllowed, "tracked")
