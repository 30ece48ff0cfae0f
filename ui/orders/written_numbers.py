"""The numbers of a line in one form, however they were typed: 21.00 beside 17.5 reads like two kinds of rate."""

from ui import formats
from ui.orders.line_columns import FIELDS, Column
from ui.orders.understanding import UnderstoodLine


def written(column: Column, typed: str, line: UnderstoodLine | None, currency: str) -> str:
    """What is typed in a cell as its column shows it; just as typed where that can't be read or is no number."""
    if not typed or line is None or FIELDS.get(column) in line.problems:
        return typed
    if column is Column.PRICE and line.price is not None:
        return formats.price(line.price, currency)
    numbers = {Column.QUANTITY: line.quantity, Column.DISCOUNT: line.discount, Column.TAX: line.rate}
    number = numbers.get(column)
    return typed if number is None else formats.quantity(number)
