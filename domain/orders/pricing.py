"""The snapshot of an order's lines at the moment of placing, and what they come to."""

from collections.abc import Iterable
from decimal import Decimal

from domain.bounds import AMOUNT_LIMIT
from domain.errors import Invalid
from domain.money import Taxed, TaxRounding, line_net, tax_of
from domain.orders.content import Charge, LineEntry, PlacedLine, Totals
from domain.products.product import Product

_NONE = Decimal(0)


def snapshot(
    line: LineEntry, product: Product | None, currency: str, field: str, reserved: Decimal | None
) -> PlacedLine:
    """A line with everything it says itself and, for the rest, what the product says now.

    ``reserved`` is what stock set aside for it, None for a line that needs no stock. Raises Invalid for a line
    whose product is still sought, for a free text line that lacks description or price, and for an amount beyond all
    bounds.
    """
    if line.sought:
        raise Invalid(f"No product chosen yet for “{line.sought}”.", f"{field}.product_id")
    if product is None:
        sku, unit, name, price, tax_rate = "", "", "", line.unit_price, _NONE
    else:
        details = product.details
        sku, unit, name, price, tax_rate = details.sku, details.unit, details.name, details.price, details.tax_rate
    description = line.description or name
    if not description:
        raise Invalid("A line needs a product or a description.", f"{field}.description")
    if price is None:
        raise Invalid("A line without a product needs a price.", f"{field}.unit_price")
    unit_price = price if line.unit_price is None else line.unit_price
    net = line_net(line.quantity, unit_price, line.discount_percent, currency)
    if net >= AMOUNT_LIMIT:
        raise Invalid("The line comes to more than can be booked.", f"{field}.quantity")
    return PlacedLine(
        line_id=line.line_id,
        product_id=line.product_id,
        sku=sku,
        description=description,
        unit=unit,
        quantity=line.quantity,
        list_price=price,
        unit_price=unit_price,
        discount_percent=line.discount_percent,
        tax_rate=tax_rate if line.tax_rate is None else line.tax_rate,
        net=net,
        tracked=reserved is not None,
        reserved=reserved or _NONE,
    )


def totals(lines: Iterable[PlacedLine], charges: Iterable[Charge], rounding: TaxRounding) -> Totals:
    """What lines and charges come to, tax included; raises Invalid for a sum beyond all bounds."""
    parts = [Taxed(line.net, line.tax_rate) for line in lines]
    net = sum([part.net for part in parts])
    charged = [Taxed(charge.amount, charge.tax_rate) for charge in charges]
    charges_total = sum([part.net for part in charged])
    comes_to = Totals(net=net, charges=charges_total, tax=tax_of(parts + charged, rounding))
    # Tax included, since it is to be paid as well: an order that no payment can settle would stay open for good.
    if comes_to.total >= AMOUNT_LIMIT:
        raise Invalid("The order comes to more than can be booked.", "lines")
    return comes_to
