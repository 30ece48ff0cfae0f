"""What moved a product's stock, as a list: newest first, and as long as it gets."""

from typing import Final

from PySide6.QtWidgets import QMenu

from domain.instants import local_time
from readmodel.products.movement_list import MOVEMENTS
from readmodel.scaled import unscaled
from ui import formats
from ui.desk import Desk
from ui.intents import ShowRecord
from ui.table.columns import Mark, Raw, ShownRow, TableColumn
from ui.table.within import InnerKind, InnerList
from ui.theme import icon

_WORDS: Final = {
    "StockReceived": Mark("Received", "good", "dot"),
    "StockAdjusted": Mark("Corrected", "warn", "half"),
    "StockShipped": Mark("Shipped", "info", "dot"),
    "StockReserved": Mark("Reserved", "muted", "ring"),
    "StockBackordered": Mark("Short", "bad", "wedge"),
    "StockReleased": Mark("Released", "muted", "ring"),
}
_ON_HAND: Final = ("StockReceived", "StockAdjusted", "StockShipped")


class Movements(InnerList):
    """The movements of one product; Enter or a double click goes to the order behind one."""

    def __init__(self, desk: Desk) -> None:
        kind = InnerKind(
            list=MOVEMENTS.name,
            subject=MOVEMENTS.subject,
            title="Stock movements",
            nouns=("movement", "movements"),
            names=MOVEMENTS.columns,
            columns=_columns(desk),
            sort="happened",
            falling=True,
            empty="Nothing moved yet.",
        )
        super().__init__(desk, kind)
        self.setObjectName("product_movements")

    def open_row(self, row: ShownRow) -> None:
        if row.raw["order_id"]:
            self.desk.request(ShowRecord("order", row.raw["order_id"]))

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        show = menu.addAction(icon("receipt"), f"Show order {row.raw['order_number']}".rstrip())
        show.setObjectName("movement_order")
        show.setEnabled(bool(row.raw["order_id"]))
        show.triggered.connect(lambda: self.open_row(row))


def _columns(desk: Desk) -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            name="occurred_at",
            title="When",
            width=75,
            sort="happened",
            falling=True,
            show=lambda raw: formats.narrow_day(local_time(raw["occurred_at"], desk.time_zone()).date()),
        ),
        TableColumn(
            name="time",
            title="Time",
            width=98,
            sort="happened",
            falling=True,
            wide=518,
            show=lambda raw: formats.time_of_day(raw["occurred_at"], desk.time_zone()),
        ),
        TableColumn(name="type", title="What", width=95, sort="type", grows=True, show=lambda raw: _WORDS[raw["type"]]),
        TableColumn(name="quantity", title="Qty", width=48, sort="quantity", figures=True, show=_quantity),
        TableColumn(
            name="on_hand",
            title="On hand",
            width=74,
            sort="on_hand",
            figures=True,
            wide=412,
            show=lambda raw: formats.quantity(unscaled(raw["on_hand"])) if raw["type"] in _ON_HAND else "",
        ),
        TableColumn(
            name="why",
            title="Why",
            width=120,
            sort="order",
            wide=338,
            show=lambda raw: raw["order_number"] or raw["note"],
        ),
        TableColumn(name="actor", title="By", width=80, sort="actor", hidden=True),
    )


def _quantity(raw: Raw) -> str:
    """What changed the quantity on hand carries its sign."""
    sign = "+" if raw["type"] in _ON_HAND and raw["quantity"] > 0 else ""
    return f"{sign}{formats.quantity(unscaled(raw['quantity']))}"
