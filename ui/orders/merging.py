"""Two people changed the same draft: what each of them made of it, field by field, and one order out of both."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from ui import formats
from ui.orders.entry import TypedLine, TypedOrder
from ui.orders.line_columns import TEXTS, Column
from ui.orders.understanding import understand_line
from ui.orders.written_numbers import written
from ui.widgets.address import one_line


class Difference(Struct, frozen=True):
    """A field that the two orders differ in. ``prefer_theirs`` if only the other person changed it."""

    key: str
    title: str
    mine: str
    theirs: str
    prefer_theirs: bool


_HEAD: tuple[tuple[str, str, tuple[str, ...], Callable[[TypedOrder], str]], ...] = (
    ("customer", "Customer", ("customer", "customer_search"), lambda order: _customer(order)),
    ("reference", "Reference", ("reference",), lambda order: order.reference.strip()),
    ("due", "Due", ("due",), lambda order: order.due.strip()),
    ("ship_to", "Ship to", ("ship_elsewhere", "ship_to"), lambda order: _address(order)),
    (
        "freight",
        "Freight",
        ("freight", "freight_tax", "freight_id"),
        lambda order: " at ".join(part for part in (order.freight, f"{order.freight_tax} %") if part.strip(" %")),
    ),
)


def differences(mine: TypedOrder, theirs: TypedOrder) -> list[Difference]:
    """Where the two differ, the head first, then line by line."""
    base = mine.base or TypedOrder()
    found = [
        Difference(key, title, show(mine), show(theirs), prefer_theirs=show(mine) == show(base))
        for key, title, _, show in _HEAD
        if show(mine) != show(theirs)
    ]
    before, own, other = _by_id(base), _by_id(mine), _by_id(theirs)
    for line_id in dict.fromkeys([*own, *other]):
        is_mine, is_theirs, was = (_line(lines.get(line_id), mine.currency) for lines in (own, other, before))
        if is_mine != is_theirs:
            name = (own.get(line_id) or other[line_id]).description or "Line"
            found.append(Difference(f"line:{line_id}", name, is_mine, is_theirs, prefer_theirs=is_mine == was))
    return found


def merged(mine: TypedOrder, theirs: TypedOrder, take_theirs: set[str]) -> TypedOrder:
    """My order with the other person's value in the fields named, standing on what the other person saved."""
    result = replace(mine, seen_version=theirs.seen_version, base=replace(theirs, base=None))
    for key, _, fields, _ in _HEAD:
        if key in take_theirs:
            for name in fields:
                setattr(result, name, getattr(theirs, name))
    own, other = _by_id(mine), _by_id(theirs)
    lines: list[TypedLine] = []
    for line_id in dict.fromkeys([*own, *other]):
        line = (other if f"line:{line_id}" in take_theirs else own).get(line_id)
        if line is not None:
            lines.append(line)
    result.lines = lines
    return result


def _by_id(order: TypedOrder) -> dict[str, TypedLine]:
    return {line.line_id: line for line in order.lines}


def _customer(order: TypedOrder) -> str:
    return order.customer_search or (order.customer.name if order.customer else "")


def _address(order: TypedOrder) -> str:
    return one_line(order.ship_to) if order.ship_elsewhere else "The customer's address"


def _line(line: TypedLine | None, currency: str) -> str:
    """A line in words; its numbers in one form, so that 21.00 is no other rate than 21."""
    if line is None:
        return ""
    understood = understand_line(line, currency)
    quantity, price, discount, tax = (
        written(column, getattr(line, TEXTS[column]), understood, currency)
        for column in (Column.QUANTITY, Column.PRICE, Column.DISCOUNT, Column.TAX)
    )
    extras = [
        f"less {formats.with_percent_sign(discount)}" if discount not in ("", "0") else "",
        f"tax {formats.with_percent_sign(tax)}" if tax else "",
    ]
    what = line.search or line.description
    return " · ".join(part for part in (f"{quantity} × {price}", *extras, what) if part)
