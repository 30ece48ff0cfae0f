"""One order with everything the detail pane shows: the question and the shape of its answer."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from domain.addresses import Address
from domain.instants import Instant
from domain.money import Amount
from readmodel.query import Query


class Fulfilment(StrEnum):
    """How far the goods are, derived from the lines' quantities.

    Placing reserves what there is and backorders the rest, so nothing is ever simply unreserved.
    """

    NONE = "none"
    PART_RESERVED = "part_reserved"
    RESERVED = "reserved"
    BACKORDERED = "backordered"
    PART_SHIPPED = "part_shipped"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


class Payment(StrEnum):
    """How far the money is: deposit is a payment before anything shipped."""

    NONE = "none"
    UNPAID = "unpaid"
    DEPOSIT = "deposit"
    PART_PAID = "part_paid"
    PAID = "paid"
    OVERPAID = "overpaid"


class OrderLine(Struct, frozen=True, kw_only=True):
    """A line with its quantities; ``waiting`` is what it is backordered by.

    ``sought`` is what was typed on a draft's line and has no product yet.
    """

    line_id: str
    product_id: str | None
    sku: str
    description: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    tax_rate: Decimal
    net: Amount
    tracked: bool
    reserved: Decimal
    waiting: Decimal
    shipped: Decimal
    cancelled: Decimal
    sought: str = ""

    @property
    def open(self) -> Decimal:
        """What is still to go out."""
        return self.quantity - self.cancelled - self.shipped


class OrderCharge(Struct, frozen=True, kw_only=True):
    """A charge on top of the lines."""

    charge_id: str
    kind: str
    amount: Amount
    tax_rate: Decimal


class TimelineEntry(Struct, frozen=True, kw_only=True):
    """Something that happened to the order: the event's type, and its facts for the screen to put into words."""

    position: int
    occurred_at: Instant
    recorded_at: Instant
    actor: str
    type: str
    facts: dict[str, str | int | None]


class OrderDetail(Struct, frozen=True, kw_only=True):
    """One order. ``version`` is what a form hands back as ``seen_version``; ``number`` is empty for a draft."""

    order_id: str
    version: int
    number: str
    source_number: str
    channel: str
    status: str
    fulfilment: Fulfilment
    payment: Payment
    customer_id: str | None
    customer_code: str
    customer_name: str
    email: str
    bill_to: Address
    ship_to: Address
    reference: str
    currency: str
    placed_at: Instant | None
    due_on: date | None
    lines: tuple[OrderLine, ...]
    charges: tuple[OrderCharge, ...]
    net: Amount
    charges_total: Amount
    tax: Amount
    total: Amount
    paid: Amount
    balance: Amount
    timeline: tuple[TimelineEntry, ...]


class GetOrder(Query[OrderDetail | None], frozen=True, kw_only=True):
    """One order by its id; None if the read store does not know it (yet)."""

    order_id: str
