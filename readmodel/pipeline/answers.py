"""What the Pipeline page, the status line and ``status`` ask."""

from msgspec import Struct

from domain.money import TaxRounding
from readmodel.query import Query


class BusinessInfo(Struct, frozen=True, kw_only=True):
    """The business's own settings; None everywhere before first use."""

    currency: str | None
    time_zone: str | None
    order_numbers: str | None
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT


class GetBusiness(Query[BusinessInfo], frozen=True, kw_only=True):
    """Base currency, time zone and numbering."""


class GetCounts(Query[dict[str, int]], frozen=True, kw_only=True):
    """How many orders (placed, cancelled ones included), drafts, customers and products the read store holds."""
