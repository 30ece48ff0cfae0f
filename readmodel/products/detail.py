"""A product with its stock and what moved it, and finding one while typing or scanning."""

from typing import Final

import msgspec

from domain.messages import Recorded
from domain.products.events import (
    ProductAdded,
    ProductChanged,
    ProductDetails,
    StockAdjusted,
    StockBackordered,
    StockReceived,
    StockReleased,
    StockReserved,
    StockShipped,
)
from readmodel.answering import Reader, answers
from readmodel.finding import Finder
from readmodel.products.answers import (
    FindProducts,
    GetProduct,
    GetProductMatches,
    ProductDetail,
    ProductMatch,
)
from readmodel.projection import Projection, Rows
from readmodel.scaled import scaled, unscaled
from readmodel.schema import decimal, instant, integer, table, text

PRODUCT: Final = table(
    "product",
    text("product_id", key=True),
    integer("id"),
    integer("version"),
    text("sku"),
    text("name"),
    text("details"),
)
"""``id`` is the position of the product's first event; ``details`` is all of it, as JSON."""

STOCK: Final = table(
    "stock",
    text("product_id", key=True),
    integer("version"),
    decimal("on_hand"),
    decimal("reserved"),
    decimal("waiting"),
)

MOVEMENT: Final = table(
    "stock_movement",
    text("product_id", key=True),
    integer("id", key=True),
    instant("occurred_at"),
    text("actor"),
    text("type"),
    decimal("quantity"),
    decimal("on_hand"),
    text("order_id"),
    text("note"),
)
"""``id`` is the position of the event, ``on_hand`` what was there after it."""


_BY_ID: Final = table("product_by_id", integer("id", key=True), text("product_id"))
_FINDER: Final = Finder("product")
_NO_STOCK: Final = {"version": 0, "on_hand": 0, "reserved": 0, "waiting": 0}

_details = msgspec.json.Decoder(ProductDetails).decode


class Products(Projection):
    """Keeps products, their stock, its movements, and what products are found by."""

    name = "products"
    version = 2
    tables = (PRODUCT, STOCK, MOVEMENT, _BY_ID, *_FINDER.tables)

    def on_product_added(self, event: ProductAdded, at: Recorded, rows: Rows) -> None:
        rows.put(_BY_ID, {"id": at.position, "product_id": event.product_id})
        _keep(event, at.position, at, rows)

    def on_product_changed(self, event: ProductChanged, at: Recorded, rows: Rows) -> None:
        known = rows.get(PRODUCT, event.product_id)
        assert known is not None, f"product {event.product_id} was never added"
        before = _details(known["details"])
        _FINDER.forget(rows, known["id"], (before.sku, before.barcode), (before.name,))
        _keep(event, known["id"], at, rows)

    def on_stock_received(self, event: StockReceived, at: Recorded, rows: Rows) -> None:
        came = scaled(event.quantity)
        _move(rows, at, event.product_id, came, on_hand=came, note=event.reference)

    def on_stock_adjusted(self, event: StockAdjusted, at: Recorded, rows: Rows) -> None:
        change = scaled(event.change)
        _move(rows, at, event.product_id, change, on_hand=change, note=event.reason)

    def on_stock_reserved(self, event: StockReserved, at: Recorded, rows: Rows) -> None:
        kept = scaled(event.quantity)
        served = -kept if event.backordered else 0
        _move(rows, at, event.product_id, kept, reserved=kept, waiting=served, order_id=event.order_id)

    def on_stock_backordered(self, event: StockBackordered, at: Recorded, rows: Rows) -> None:
        short = scaled(event.quantity)
        _move(rows, at, event.product_id, short, waiting=short, order_id=event.order_id)

    def on_stock_released(self, event: StockReleased, at: Recorded, rows: Rows) -> None:
        freed, given_up = scaled(event.reserved), scaled(event.waiting)
        _move(
            rows,
            at,
            event.product_id,
            freed + given_up,
            reserved=-freed,
            waiting=-given_up,
            order_id=event.order_id,
        )

    def on_stock_shipped(self, event: StockShipped, at: Recorded, rows: Rows) -> None:
        gone = -scaled(event.quantity)
        _move(rows, at, event.product_id, gone, on_hand=gone, reserved=gone, order_id=event.order_id)


def _move(
    rows: Rows,
    at: Recorded,
    product_id: str,
    quantity: int,
    *,
    on_hand: int = 0,
    reserved: int = 0,
    waiting: int = 0,
    order_id: str = "",
    note: str = "",
) -> None:
    """Note a movement and what it did to the stock."""
    kind = type(at.event).__name__
    stock = rows.get(STOCK, product_id) or _NO_STOCK
    there = stock["on_hand"] + on_hand
    rows.append(MOVEMENT, product_id, at.position, at.occurred_at, at.actor, kind, quantity, there, order_id, note)
    rows.put(
        STOCK,
        {
            "product_id": product_id,
            "version": at.version,
            "on_hand": there,
            "reserved": stock["reserved"] + reserved,
            "waiting": stock["waiting"] + waiting,
        },
    )


def _keep(event: ProductAdded | ProductChanged, id: int, at: Recorded, rows: Rows) -> None:
    details = event.details
    rows.put(
        PRODUCT,
        {
            "product_id": event.product_id,
            "id": id,
            "version": at.version,
            "sku": details.sku,
            "name": details.name,
            "details": msgspec.json.encode(details).decode(),
        },
    )
    _FINDER.index(rows, id, (details.sku, details.barcode), (details.name,))


@answers(GetProduct)
def get_product(reader: Reader, query: GetProduct) -> ProductDetail | None:
    """One product with its stock."""
    row = reader.one("SELECT version, details FROM product WHERE product_id = ?", query.product_id)
    if row is None:
        return None
    version, on_hand, reserved, waiting = _stock(reader, query.product_id)
    return ProductDetail(
        product_id=query.product_id,
        version=row["version"],
        stock_version=version,
        details=_details(row["details"]),
        on_hand=unscaled(on_hand),
        reserved=unscaled(reserved),
        available=unscaled(on_hand - reserved),
        waiting=unscaled(waiting),
    )


@answers(FindProducts)
def find_products(reader: Reader, query: FindProducts) -> tuple[ProductMatch, ...]:
    """Products for what was typed or scanned, best first."""
    ids = _FINDER.find(reader, query.text, query.limit)
    found = (reader.value("SELECT product_id FROM product_by_id WHERE id = ?", id) for id in ids)
    return _matches(reader, tuple(found))


@answers(GetProductMatches)
def get_product_matches(reader: Reader, query: GetProductMatches) -> tuple[ProductMatch, ...]:
    """The known ones of these products, in the order asked for."""
    return _matches(reader, query.product_ids)


def _matches(reader: Reader, product_ids: tuple[str, ...]) -> tuple[ProductMatch, ...]:
    matches = []
    for product_id in product_ids:
        known = reader.value("SELECT details FROM product WHERE product_id = ?", product_id)
        if known is not None:
            details = _details(known)
            _, on_hand, reserved, _ = _stock(reader, product_id)
            matches.append(
                ProductMatch(
                    product_id=product_id,
                    sku=details.sku,
                    barcode=details.barcode,
                    name=details.name,
                    unit=details.unit,
                    price=details.price,
                    tax_rate=details.tax_rate,
                    available=unscaled(on_hand - reserved) if details.tracked else None,
                )
            )
    return tuple(matches)


def _stock(reader: Reader, product_id: str) -> tuple[int, int, int, int]:
    row = reader.one("SELECT version, on_hand, reserved, waiting FROM stock WHERE product_id = ?", product_id)
    return (0, 0, 0, 0) if row is None else (row[0], row[1], row[2], row[3])
