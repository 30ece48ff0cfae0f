"""Products as files, a row each, with their stock."""

from typing import Any

from readmodel.export import ExportedProduct
from ui.exporting.values import decimal, guarded

COLUMNS = (
    "sku", "name", "barcode", "category", "unit", "price", "tax_rate", "reorder_point", "tracked", "discontinued",
    "on_hand", "reserved", "available", "waiting",
)  # fmt: skip

_TEXTS = frozenset(("sku", "name", "barcode", "category", "unit"))


def as_object(product: ExportedProduct) -> dict[str, Any]:
    """A product with its stock, by column."""
    details = product.details
    values = (
        details.sku,
        details.name,
        details.barcode,
        details.category,
        details.unit,
        decimal(details.price),
        decimal(details.tax_rate),
        decimal(details.reorder_point),
        "yes" if details.tracked else "no",
        "yes" if details.discontinued else "no",
        decimal(product.on_hand) if details.tracked else "",
        decimal(product.reserved),
        decimal(product.on_hand - product.reserved) if details.tracked else "",
        decimal(product.waiting),
    )
    return dict(zip(COLUMNS, values, strict=True))


def row(product: ExportedProduct) -> list[str]:
    """The same as a row of a table."""
    return [guarded(value) if name in _TEXTS else value for name, value in as_object(product).items()]
