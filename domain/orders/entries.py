"""What is checked of an order's content as it is entered, be it a draft or to be placed.

Fields are named as the form shows them: ``lines.2.quantity``, ``charges.0.amount``, ``due_on``.
"""

from msgspec.structs import replace

from domain import bounds
from domain.errors import Invalid
from domain.orders.content import Charge, LineEntry, OrderContent


def checked_content(content: OrderContent) -> OrderContent:
    """The content, trimmed; raises Invalid naming the field.

    Whether it suffices for placing, and whether customer and products exist, is not asked here.
    """
    if len(content.lines) > bounds.LINE_LIMIT:
        raise Invalid(f"An order has at most {bounds.LINE_LIMIT} lines.", "lines")
    if len(content.charges) > bounds.LINE_LIMIT:
        raise Invalid(f"An order has at most {bounds.LINE_LIMIT} charges.", "charges")
    lines = tuple([_checked_line(line, f"lines.{place}") for place, line in enumerate(content.lines)])
    charges = tuple([_checked_charge(charge, f"charges.{place}") for place, charge in enumerate(content.charges)])
    _check_distinct([line.line_id for line in lines], "lines", "line_id")
    _check_distinct([charge.charge_id for charge in charges], "charges", "charge_id")
    return OrderContent(
        customer_id=content.customer_id,
        lines=lines,
        charges=charges,
        due_on=content.due_on,
        reference=bounds.text(content.reference, "reference"),
        ship_to=None if content.ship_to is None else bounds.address(content.ship_to, "ship_to"),
    )


def _checked_line(line: LineEntry, field: str) -> LineEntry:
    return LineEntry(
        line_id=bounds.identifier(line.line_id, f"{field}.line_id"),
        product_id=line.product_id,
        description=None if line.description is None else bounds.text(line.description, f"{field}.description") or None,
        quantity=bounds.quantity(line.quantity, f"{field}.quantity"),
        unit_price=None if line.unit_price is None else bounds.price(line.unit_price, f"{field}.unit_price"),
        discount_percent=bounds.percent(line.discount_percent, f"{field}.discount_percent"),
        tax_rate=None if line.tax_rate is None else bounds.percent(line.tax_rate, f"{field}.tax_rate"),
        sought=line.sought and bounds.text(line.sought, f"{field}.product_id"),
    )


def _checked_charge(charge: Charge, field: str) -> Charge:
    return replace(
        charge,
        charge_id=bounds.identifier(charge.charge_id, f"{field}.charge_id"),
        kind=bounds.needed(charge.kind, f"{field}.kind"),
        amount=bounds.amount(charge.amount, f"{field}.amount"),
        tax_rate=bounds.percent(charge.tax_rate, f"{field}.tax_rate"),
    )


def _check_distinct(ids: list[str], part: str, name: str) -> None:
    seen: set[str] = set()
    for place, id in enumerate(ids):
        if id in seen:
            raise Invalid("Two parts of the order have the same id.", f"{part}.{place}.{name}")
        seen.add(id)
