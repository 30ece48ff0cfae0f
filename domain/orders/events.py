"""What happens to an order."""

from datetime import date
from decimal import Decimal

from domain.addresses import Address
from domain.messages import Event
from domain.money import Amount
from domain.orders.content import Buyer, Charge, LineEntry, PlacedLine, ShippedLine, Totals


class OrderDrafted(Event, frozen=True, kw_only=True):
    """Somebody began an order."""

    order_id: str
    currency: str


class DraftDescribed(Event, frozen=True, kw_only=True):
    """A draft's head changed to this: customer, charges, due date, reference, address."""

    order_id: str
    customer_id: str | None
    charges: tuple[Charge, ...]
    due_on: date | None
    reference: str
    ship_to: Address | None


class LineAdded(Event, frozen=True, kw_only=True):
    """A line was added at the end of a draft."""

    order_id: str
    line: LineEntry


class LineChanged(Event, frozen=True, kw_only=True):
    """A line of a draft changed to this."""

    order_id: str
    line: LineEntry


class LineRemoved(Event, frozen=True, kw_only=True):
    """A line was taken out of a draft."""

    order_id: str
    line_id: str


class OrderPlaced(Event, frozen=True, kw_only=True):
    """The customer ordered: number, and a snapshot of everything that holds from now on.

    ``source_number`` and ``channel`` say where an imported order came from. ``customer_code`` goes with ``buyer``.
    """

    order_id: str
    number: str
    customer_id: str
    customer_code: str
    buyer: Buyer
    currency: str
    lines: tuple[PlacedLine, ...]
    charges: tuple[Charge, ...]
    totals: Totals
    due_on: date | None = None
    reference: str = ""
    channel: str = ""
    source_number: str = ""


class LineReserved(Event, frozen=True, kw_only=True):
    """Stock that a backordered line had been waiting for was set aside for it."""

    order_id: str
    line_id: str
    quantity: Decimal


class OrderShipped(Event, frozen=True, kw_only=True):
    """These quantities left the house, in one shipment."""

    order_id: str
    shipment_id: str
    lines: tuple[ShippedLine, ...]
    tracking: str = ""


class PaymentRecorded(Event, frozen=True, kw_only=True):
    """The customer paid; more than is due is allowed and visible."""

    order_id: str
    payment_id: str
    amount: Amount
    method: str = ""
    reference: str = ""


class OrderNoted(Event, frozen=True, kw_only=True):
    """Somebody wrote something down about the order."""

    order_id: str
    text: str


class OrderCancelled(Event, frozen=True, kw_only=True):
    """The order, or the draft, will not be carried out."""

    order_id: str
    reason: str


class OrderCompleted(Event, frozen=True, kw_only=True):
    """Nothing is left to ship or to pay."""

    order_id: str
