"""Rows of a product file: one product each, with its stock as counted."""

from decimal import Decimal

from domain.ids import new_id
from domain.products.commands import ImportProduct
from domain.products.events import ProductDetails
from ui.importing.cells import Cells
from ui.importing.csvfile import Row
from ui.importing.prepared import Prepared, Rejected

_FIELDS = (
    "name", "barcode", "category", "unit", "price", "tax_rate", "reorder_point", "tracked", "discontinued",
)  # fmt: skip


def product(row: Row, cells: Cells) -> Prepared | Rejected:
    """A row as a product to add or bring up to date, or with what is wrong with it."""
    fields = tuple(name for name in _FIELDS if cells.has(name))
    details = ProductDetails(
        sku=cells.needed(row, "sku"),
        name=cells.text(row, "name"),
        barcode=cells.text(row, "barcode"),
        category=cells.text(row, "category"),
        unit=cells.text(row, "unit"),
        price=cells.number(row, "price"),
        tax_rate=cells.percent(row, "tax_rate"),
        reorder_point=cells.number(row, "reorder_point"),
        tracked=cells.flag(row, "tracked") if cells.text(row, "tracked") else True,
        discontinued=cells.flag(row, "discontinued"),
    )
    on_hand = _count(row, cells)
    if problems := cells.take_problems():
        return Rejected(problems=problems, rows=(row,))
    command = ImportProduct(actor="import", product_id=new_id(), details=details, fields=fields, on_hand=on_hand)
    return Prepared(command=command, rows=(row,))


def _count(row: Row, cells: Cells) -> Decimal | None:
    """An empty cell is no count, so it corrects nothing."""
    return cells.number(row, "on_hand") if cells.text(row, "on_hand") else None
