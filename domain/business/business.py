"""The business: the one aggregate that holds what is the same for every order of the store."""

from typing import ClassVar, Final

from domain.aggregate import Aggregate
from domain.business.events import BusinessOpened
from domain.messages import Event
from domain.money import TaxRounding

BUSINESS_ID: Final = "main"


class Business(Aggregate):
    """Base currency, time zone, numbering and tax rounding; version 0 until the first order or OpenBusiness."""

    KIND: ClassVar[str] = "business"

    currency: str = ""
    time_zone: str = ""
    order_numbers: str = ""
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT

    def apply(self, event: Event) -> None:
        """BusinessOpened is the only thing that happens to a business."""
        assert isinstance(event, BusinessOpened)
        self.currency = event.currency
        self.time_zone = event.time_zone
        self.order_numbers = event.order_numbers
        self.tax_rounding = event.tax_rounding
