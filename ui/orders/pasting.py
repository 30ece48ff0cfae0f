"""Rows pasted from a spreadsheet into the product cell: a code each and, in one of the cells beside it, how many."""

from domain.errors import Invalid
from ui import formats


def pasted_rows(text: str) -> list[tuple[str, str]]:
    """Code and quantity of each row, the quantity empty where there is none; no rows if it is a single text."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 and "\t" not in text.strip():
        return []
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    return [(code, next(filter(_is_quantity, beside), "")) for code, *beside in rows if code]


def _is_quantity(cell: str) -> bool:
    try:
        return formats.parse_quantity(cell) > 0
    except Invalid:
        return False
