"""The list of products, with their stock."""

from typing import Any, Final

from domain.messages import Recorded
from domain.products.events import (
    ProductAdded,
    ProductChanged,
    StockAdjusted,
    StockBackordered,
    StockReceived,
    StockReleased,
    StockReserved,
    StockShipped,
)
from readmodel.folding import folded
from readmodel.listing.columns import identifier, sorted_by, unique_key
from readmodel.listing.spec import FULLTEXT, ListSpec, NamedFilter, Search, Sort
from readmodel.listing.terms import Field, Kind, Values
from readmodel.products.answers import is_low
from readmodel.projection import Projection, Rows
from readmodel.scaled import scaled
from readmodel.schema import decimal, fulltext, integer, table, text

PRODUCT_LIST: Final = table(
    "product_list",
    integer("id", key=True),
    text("product_id"),
    identifier("sku"),
    identifier("barcode"),
    text("name"),
    text("name_key"),
    text("category"),
    text("category_key"),
    text("unit"),
    decimal("price"),
    decimal("on_hand"),
    decimal("reserved"),
    decimal("available"),
    decimal("waiting"),
    decimal("reorder_point"),
    integer("tracked"),
    integer("discontinued"),
    integer("low"),
    unique_key("product_list", "product_id"),
    *sorted_by(
        "product_list",
        "sku",
        "barcode",
        "name_key",
        "category_key",
        "price",
        "on_hand",
        "reserved",
        "available",
        "waiting",
        "reorder_point",
        "low",
        "discontinued",
    ),
)
"""Quantities and prices are scaled. ``low`` flags what is tracked, still sold, and at or below its reorder point."""

PRODUCT_SEARCH: Final = fulltext("product_search", "text", options=FULLTEXT)

_IDS: Final = table("product_list_id", text("product_id", key=True), integer("id"))

PRODUCT_VALUES: Final = Values(
    table=PRODUCT_LIST.name, value="sku", label="name", codes=("sku", "barcode"), texts=("name_key",)
)
"""Products by their SKUs."""

PRODUCT_FIELDS: Final = {
    "is": Field(kind=Kind.QUEUE, choices=("low_stock", "waiting", "discontinued")),
    "sku": Field(kind=Kind.TEXT, codes=("sku",), known=PRODUCT_VALUES),
    "barcode": Field(kind=Kind.TEXT, codes=("barcode",)),
    "name": Field(kind=Kind.TEXT, texts=("name_key",)),
    "category": Field(
        kind=Kind.TEXT,
        texts=("category_key",),
        known=Values(table=PRODUCT_LIST.name, value="category", texts=("category_key",), rows="1"),
    ),
    "price": Field(kind=Kind.QUANTITY, column="price"),
    "on_hand": Field(kind=Kind.QUANTITY, column="on_hand"),
    "reserved": Field(kind=Kind.QUANTITY, column="reserved"),
    "available": Field(kind=Kind.QUANTITY, column="available"),
    "waiting": Field(kind=Kind.QUANTITY, column="waiting"),
    "reorder_point": Field(kind=Kind.QUANTITY, column="reorder_point"),
}
"""What terms can name of a product; its price has up to six decimals, as quantities have."""

PRODUCTS: Final = ListSpec(
    name="products",
    subject="product",
    table=PRODUCT_LIST,
    key="product_id",
    columns=(
        "sku",
        "name",
        "category",
        "unit",
        "price",
        "available",
        "on_hand",
        "reserved",
        "waiting",
        "reorder_point",
        "barcode",
        "tracked",
        "discontinued",
        "low",
    ),
    sorts={
        "name": Sort("name_key"),
        "category": Sort("category_key"),
        **{
            column: Sort(column)
            for column in ("sku", "barcode", "price", "available", "on_hand", "reserved", "waiting", "reorder_point")
        },
    },
    filters={
        "all": NamedFilter(name="all", where=""),
        "low_stock": NamedFilter(name="low_stock", where="{t}.low = 1"),
        "waiting": NamedFilter(name="waiting", where="{t}.waiting > 0"),
        "discontinued": NamedFilter(name="discontinued", where="{t}.discontinued = 1"),
    },
    fields=PRODUCT_FIELDS,
    search=Search(texts=PRODUCT_SEARCH.name, identifiers=("sku", "barcode"), prefixes=("name_key", "category_key")),
)


class ProductList(Projection):
    """Keeps the list of products."""

    name = "product_list"
    version = 1
    tables = (PRODUCT_LIST, PRODUCT_SEARCH, _IDS)

    def on_product_added(self, event: ProductAdded, at: Recorded, rows: Rows) -> None:
        rows.put(_IDS, {"product_id": event.product_id, "id": at.position})
        stock = dict.fromkeys(("on_hand", "reserved", "available", "waiting"), 0)
        row = {"id": at.position, "product_id": event.product_id} | stock | _told(event)
        rows.put(PRODUCT_LIST, row | {"low": _is_low(row)})
        rows.put(PRODUCT_SEARCH, {"rowid": at.position, "text": _searched(event)})

    def on_product_changed(self, event: ProductChanged, at: Recorded, rows: Rows) -> None:
        row = _row(rows, event.product_id)
        told = _told(event)
        rows.change(PRODUCT_LIST, (row["id"],), **told, low=_is_low(row | told))
        rows.put(PRODUCT_SEARCH, {"rowid": row["id"], "text": _searched(event)})

    def on_stock_received(self, event: StockReceived, at: Recorded, rows: Rows) -> None:
        _move(rows, event.product_id, on_hand=scaled(event.quantity))

    def on_stock_adjusted(self, event: StockAdjusted, at: Recorded, rows: Rows) -> None:
        _move(rows, event.product_id, on_hand=scaled(event.change))

    def on_stock_reserved(self, event: StockReserved, at: Recorded, rows: Rows) -> None:
        quantity = scaled(event.quantity)
        _move(rows, event.product_id, reserved=quantity, waiting=-quantity if event.backordered else 0)

    def on_stock_backordered(self, event: StockBackordered, at: Recorded, rows: Rows) -> None:
        _move(rows, event.product_id, waiting=scaled(event.quantity))

    def on_stock_released(self, event: StockReleased, at: Recorded, rows: Rows) -> None:
        _move(rows, event.product_id, reserved=-scaled(event.reserved), waiting=-scaled(event.waiting))

    def on_stock_shipped(self, event: StockShipped, at: Recorded, rows: Rows) -> None:
        quantity = scaled(event.quantity)
        _move(rows, event.product_id, on_hand=-quantity, reserved=-quantity)


def _move(rows: Rows, product_id: str, *, on_hand: int = 0, reserved: int = 0, waiting: int = 0) -> None:
    row = _row(rows, product_id)
    after = {
        "on_hand": row["on_hand"] + on_hand,
        "reserved": row["reserved"] + reserved,
        "waiting": row["waiting"] + waiting,
    }
    after["available"] = after["on_hand"] - after["reserved"]
    after["low"] = _is_low(row | after)
    # Each column has an index, which SQLite would write anew although its value stayed the same.
    moved = {column: number for column, number in after.items() if number != row[column]}
    if moved:
        rows.change(PRODUCT_LIST, (row["id"],), **moved)


def _is_low(row: dict[str, Any]) -> int:
    return int(is_low(bool(row["tracked"]), bool(row["discontinued"]), row["available"], row["reorder_point"]))


def _told(event: ProductAdded | ProductChanged) -> dict[str, Any]:
    details = event.details
    return {
        "sku": details.sku,
        "barcode": details.barcode,
        "name": details.name,
        "name_key": folded(details.name),
        "category": details.category,
        "category_key": folded(details.category),
        "unit": details.unit,
        "price": scaled(details.price),
        "reorder_point": scaled(details.reorder_point),
        "tracked": int(details.tracked),
        "discontinued": int(details.discontinued),
    }


def _searched(event: ProductAdded | ProductChanged) -> str:
    details = event.details
    texts = (details.sku, details.barcode, details.name, details.category)
    return "\n".join(folded(text) for text in texts if text)


def _row(rows: Rows, product_id: str) -> dict[str, Any]:
    known = rows.get(_IDS, product_id)
    assert known is not None, f"product {product_id} was never added"
    row = rows.get(PRODUCT_LIST, known["id"])
    assert row is not None, f"row {known['id']} of the product list is missing"
    return dict(row)
