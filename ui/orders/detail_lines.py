"""The lines in an order's detail pane, as a list."""

from typing import Any

from PySide6.QtWidgets import QMenu

from readmodel.orders.line_list import COLUMNS
from readmodel.scaled import unscaled
from ui import formats
from ui.desk import Desk
from ui.intents import ShowRecord
from ui.table.columns import Mark, Raw, ShownRow, TableColumn
from ui.table.within import InnerKind, InnerList
from ui.theme import icon

_NET, _STATE, _SHIPPED, _SKU, _PRICE = 312, 412, 476, 560, 652
"""How wide the list has to be for each of these columns: beside them a usual name has room. What an item is called and
what is still open of it are read in any pane."""


class DetailLines(InnerList):
    """An order's lines, as high as they need up to a dozen; then they scroll."""

    def __init__(self, desk: Desk) -> None:
        kind = InnerKind(
            list="order_lines",
            subject="order",
            title="Lines of the order",
            nouns=("line", "lines"),
            names=COLUMNS,
            columns=_columns(desk),
            sort="place",
            falling=False,
            empty="No lines yet.",
        )
        super().__init__(desk, kind)
        self.setObjectName("order_detail_lines")

    def open_row(self, row: ShownRow) -> None:
        if row.raw["product_id"]:
            self.desk.request(ShowRecord("product", row.raw["product_id"]))

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        show = menu.addAction(icon("package"), "Show product")
        show.setObjectName("line_product")
        show.setEnabled(bool(row.raw["product_id"]))
        show.triggered.connect(lambda: self.open_row(row))


def state_of(raw: Raw) -> str | Mark:
    """How far a line is; of a draft's there is nothing to say unless its product is still sought."""
    left, shipped = raw["left"], raw["shipped"]
    if raw["sought"]:
        return Mark("No product", "bad", "wedge")
    if raw["status"] == "draft":
        return ""
    if raw["cancelled"] >= raw["quantity"]:
        return Mark("Cancelled", "muted", "cross")
    if left <= 0:
        return Mark("Shipped", "good", "check")
    if raw["waiting"] > 0:
        return Mark(f"{_quantity(raw['waiting'])} short", "warn", "wedge")
    if shipped > 0:
        return Mark(f"{_quantity(shipped)} shipped", "info", "half")
    return (
        Mark("Reserved", "info", "dot") if raw["tracked"] and raw["reserved"] >= left else Mark("Open", "muted", "ring")
    )


def _columns(desk: Desk) -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            name="place",
            title="No.",
            width=44,
            sort="place",
            figures=True,
            hidden=True,
            show=lambda raw: formats.count(raw["place"]),
        ),
        TableColumn(name="sku", title="SKU", width=84, sort="sku", wide=_SKU),
        TableColumn(
            name="description",
            title="Item",
            width=64,
            sort="description",
            grows=True,
            show=lambda raw: raw["sought"] or raw["description"],
        ),
        TableColumn(
            name="quantity",
            title="Qty",
            width=44,
            sort="quantity",
            falling=True,
            figures=True,
            show=lambda raw: _quantity(raw["quantity"]),
        ),
        TableColumn(
            name="left",
            title="Open",
            width=52,
            sort="left",
            falling=True,
            figures=True,
            show=lambda raw: "" if raw["status"] == "draft" else _quantity(raw["left"]),
        ),
        TableColumn(
            name="shipped",
            title="Shipped",
            width=64,
            sort="shipped",
            falling=True,
            figures=True,
            wide=_SHIPPED,
            show=lambda raw: "" if raw["status"] == "draft" else _quantity(raw["shipped"]),
        ),
        TableColumn(name="unit", title="Unit", width=90, sort="unit", hidden=True),
        TableColumn(
            name="unit_price",
            title="Price",
            width=92,
            sort="unit_price",
            falling=True,
            figures=True,
            wide=_PRICE,
            show=_price,
        ),
        TableColumn(
            name="discount_percent",
            title="Discount",
            width=76,
            sort="discount_percent",
            falling=True,
            figures=True,
            hidden=True,
            show=lambda raw: formats.percent(unscaled(raw["discount_percent"])),
        ),
        TableColumn(
            name="tax_rate",
            title="Tax",
            width=56,
            sort="tax_rate",
            figures=True,
            hidden=True,
            show=lambda raw: formats.percent(unscaled(raw["tax_rate"])),
        ),
        TableColumn(
            name="net",
            title="Net",
            width=66,
            sort="net",
            falling=True,
            figures=True,
            wide=_NET,
            total=lambda net: f"net {formats.money(net, desk.business().currency or '')}",
            show=lambda raw: formats.amount(raw["net"], raw["currency"]),
        ),
        TableColumn(name="state", title="State", width=100, sort="waiting", falling=True, wide=_STATE, show=state_of),
    )


def _price(raw: Raw) -> str:
    less = f" −{formats.percent(unscaled(raw['discount_percent']))}" if raw["discount_percent"] else ""
    return formats.price(unscaled(raw["unit_price"]), raw["currency"]) + less


def _quantity(value: Any) -> str:
    return formats.quantity(unscaled(value))
