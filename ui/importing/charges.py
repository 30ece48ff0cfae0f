"""An order's charges in files: freight has columns of its own, what else there is stands in one cell.

``other_charges`` holds them as ``packing 4.50; insurance 12.00 @ 19``: kind, amount, and after the @ the tax rate.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from domain.ids import new_id
from domain.money import minor_digits, to_decimal, to_minor
from domain.orders.content import Charge
from ui.importing.problems import CellRefused, shown

FREIGHT = "freight"

_CHARGE = re.compile(r"(?P<kind>[^@;]*?)\s+(?P<amount>[0-9]{1,12}(?:\.[0-9]{1,6})?)(?:\s*@\s*(?P<rate>[0-9.]{1,10}))?")


def written_charges(charges: Iterable[Charge], currency: str) -> str:
    """Charges as one cell."""
    return "; ".join(
        f"{re.sub('[@;]', ' ', charge.kind)} {to_decimal(charge.amount, currency)}"
        + (f" @ {charge.tax_rate.normalize():f}" if charge.tax_rate else "")
        for charge in charges
    )


def parse_charges(text: str, currency: str) -> tuple[Charge, ...]:
    """The charges of a cell; raises CellRefused."""
    return tuple(_charge(part.strip(), currency) for part in text.split(";") if part.strip())


def _charge(text: str, currency: str) -> Charge:
    found = _CHARGE.fullmatch(text)
    rate = found["rate"] if found else None
    if not found or (rate and not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", rate)):
        raise CellRefused(f"{shown(text)} is not a charge such as “packing 4.50 @ 19”")
    amount = Decimal(found["amount"])
    if amount != round(amount, minor_digits(currency)):
        raise CellRefused(f"{shown(text)} has more decimals than {currency} has")
    return Charge(
        charge_id=new_id(), kind=found["kind"], amount=to_minor(amount, currency), tax_rate=Decimal(rate or 0)
    )
