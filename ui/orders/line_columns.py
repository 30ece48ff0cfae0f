"""The columns of the line grid, and what is asked of its cells."""

from enum import IntEnum

from PySide6.QtCore import Qt


class Column(IntEnum):
    """The grid's columns, from left to right."""

    PRODUCT = 0
    DESCRIPTION = 1
    QUANTITY = 2
    UNIT = 3
    PRICE = 4
    DISCOUNT = 5
    TAX = 6
    NET = 7
    STOCK = 8


TITLES = ("Product", "Description", "Quantity", "Unit", "Price", "Discount %", "Tax %", "Net", "Stock")
HEADS = ("Product", "Description", "Qty", "Unit", "Price", "Disc.", "Tax", "Net", "Stock")
"""As short as the numbers below them; a tool tip has the whole title."""
FIELDS = {
    Column.PRODUCT: "product_id",
    Column.DESCRIPTION: "description",
    Column.QUANTITY: "quantity",
    Column.PRICE: "unit_price",
    Column.DISCOUNT: "discount_percent",
    Column.TAX: "tax_rate",
}
TEXTS = {
    Column.PRODUCT: "search",
    Column.DESCRIPTION: "description",
    Column.QUANTITY: "quantity",
    Column.PRICE: "price",
    Column.DISCOUNT: "discount",
    Column.TAX: "tax",
}
NUMBERS = {Column.QUANTITY, Column.PRICE, Column.DISCOUNT, Column.TAX, Column.NET}
PROBLEM_ROLE = int(Qt.ItemDataRole.UserRole)
HINT_ROLE = PROBLEM_ROLE + 1
UNDECIDED_ROLE = HINT_ROLE + 1
"""What stands in place of the description while no product was found for what is typed."""
