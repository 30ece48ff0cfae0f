"""What the Pipeline page, the status line and ``status`` ask."""

from msgspec import Struct

from domain.instants import Instant
from domain.money import TaxRounding
from readmodel.query import Query


class BusinessInfo(Struct, frozen=True, kw_only=True):
    """The business's own settings; None everywhere before first use."""

    currency: str | None
    time_zone: str | None
    order_numbers: str | None
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT


class LoggedEvent(Struct, frozen=True, kw_only=True):
    """An event as the Pipeline page lists it."""

    position: int
    stream: str
    type: str
    actor: str
    recorded_at: Instant


class GetBusiness(Query[BusinessInfo], frozen=True, kw_only=True):
    """Base currency, time zone and numbering."""


class GetCounts(Query[dict[str, int]], frozen=True, kw_only=True):
    """How many orders (placed, cancelled ones included), drafts, customers and products the read store holds."""


class GetNewestEvents(Query[tuple[LoggedEvent, ...]], frozen=True, kw_only=True):
    """The newest events of the log, newest first, whether they are projected yet or not."""

    limit: int = 50
