"""What may be asked of an order."""

from decimal import Decimal

from msgspec import Struct

from domain.instants import Instant
from domain.messages import Command
from domain.money import Amount
from domain.orders.content import Buyer, OrderContent, ShippedLine


class SaveDraft(Command, frozen=True, kw_only=True):
    """Keep an order as a draft; recorded is what changed since it was last kept. ``currency`` opens the business."""

    order_id: str
    content: OrderContent
    currency: str | None = None


class PlaceOrder(Command, frozen=True, kw_only=True):
    """Place an order with this content, be it new or a draft: snapshot, number, reservation."""

    order_id: str
    content: OrderContent
    currency: str | None = None


class ShipOrder(Command, frozen=True, kw_only=True):
    """Ship these quantities, or with None everything that can be shipped now (reserved, or in no need of stock)."""

    order_id: str
    lines: tuple[ShippedLine, ...] | None = None
    tracking: str = ""


class RecordPayment(Command, frozen=True, kw_only=True):
    """The customer paid ``amount``, which is more than zero."""

    order_id: str
    amount: Amount
    method: str = ""
    reference: str = ""


class NoteOrder(Command, frozen=True, kw_only=True):
    """Write something down about an order."""

    order_id: str
    text: str


class CancelOrder(Command, frozen=True, kw_only=True):
    """Cancel an order or discard a draft, with a reason; not once something shipped or a payment is held."""

    order_id: str
    reason: str


class ImportedLine(Struct, frozen=True, kw_only=True):
    """A line of an imported order. ``sku`` finds or creates the product; without one the line is free text."""

    sku: str = ""
    description: str = ""
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)
    tax_rate: Decimal = Decimal(0)


class ImportOrder(Command, frozen=True, kw_only=True):
    """An order that was placed elsewhere, as one command: placed, and where the file says so shipped and paid.

    ``source_number`` is claimed within ``channel``, so that it is recorded once (AlreadyRecorded otherwise). With
    ``shipped_at`` placing and shipping are recorded on those dates and stock streams are left alone; without, it is
    open and reserves now. ``content.lines`` stays empty, ``lines`` holds them instead. ``paid`` is an amount, or True
    for all of it. ``cancelled`` is placed and cancelled again, with neither shipping nor payment, and reserves nothing.
    Unknown customers and products are created, unless ``create_missing`` is off (then: NotFound).
    """

    order_id: str
    source_number: str
    channel: str = "file"
    customer_code: str
    buyer: Buyer
    lines: tuple[ImportedLine, ...]
    content: OrderContent
    currency: str
    placed_at: Instant
    shipped_at: Instant | None = None
    paid: Amount | bool = False
    cancelled: bool = False
    note: str = ""
    create_missing: bool = True
