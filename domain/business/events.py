"""What happens to the business itself."""

from domain.messages import Event
from domain.money import TaxRounding
from domain.numbering import USUAL_PATTERN


class BusinessOpened(Event, frozen=True, kw_only=True):
    """The store got its base currency, at first use: every amount is in it, and every day is one of ``time_zone``."""

    currency: str
    time_zone: str
    order_numbers: str = USUAL_PATTERN
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT
