"""What may be asked of the business."""

from domain.messages import Command
from domain.money import TaxRounding
from domain.numbering import USUAL_PATTERN


class OpenBusiness(Command, frozen=True, kw_only=True):
    """Fix base currency, time zone (the desk's own if None), number pattern and tax rounding, once.

    The first order opens the business by itself with its own currency; this is for those who want to choose.
    """

    currency: str
    time_zone: str | None = None
    order_numbers: str = USUAL_PATTERN
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT
