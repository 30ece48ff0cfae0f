"""What an order consists of, as a form or a file states it, and as it is kept once placed."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from domain.addresses import Address
from domain.money import Amount


class OrderStatus(StrEnum):
    """The one stored, commercial state. Fulfilment and payment are derived from quantities and money."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class LineEntry(Struct, frozen=True, kw_only=True):
    """A line as entered. Without ``product_id`` it is free text and needs description and price.

    None for description, ``unit_price`` or ``tax_rate`` means: the product's own. ``sought`` is what somebody typed or
    scanned and found no product for yet; a draft keeps it, and no order is placed with it.
    """

    line_id: str
    product_id: str | None = None
    description: str | None = None
    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None
    discount_percent: Decimal = Decimal(0)
    tax_rate: Decimal | None = None
    sought: str = ""


class Charge(Struct, frozen=True, kw_only=True):
    """Something paid on top of the lines, such as freight."""

    charge_id: str
    kind: str = "freight"
    amount: Amount
    tax_rate: Decimal = Decimal(0)


class OrderContent(Struct, frozen=True, kw_only=True):
    """All that a form says of an order. A draft may lack anything; placing needs a customer and a line."""

    customer_id: str | None = None
    lines: tuple[LineEntry, ...] = ()
    charges: tuple[Charge, ...] = ()
    due_on: date | None = None
    reference: str = ""
    ship_to: Address | None = None


class PlacedLine(Struct, frozen=True, kw_only=True):
    """A line as it was placed: a copy of everything, which later changes to the catalogue never reach.

    ``reserved`` is what stock could set aside at once; ``tracked`` lines wait for the rest, others need no stock.
    """

    line_id: str
    product_id: str | None
    sku: str
    description: str
    unit: str
    quantity: Decimal
    list_price: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    tax_rate: Decimal
    net: Amount
    tracked: bool
    reserved: Decimal = Decimal(0)


class Buyer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who an order was placed by and where it goes: the personal part of an order, erasable by itself."""

    name: str
    email: str = ""
    vat_number: str = ""
    bill_to: Address = Address()
    ship_to: Address = Address()


class Totals(Struct, frozen=True, kw_only=True):
    """An order's money: total = net + charges + tax."""

    net: Amount
    charges: Amount
    tax: Amount

    @property
    def total(self) -> Amount:
        """What the customer owes in all."""
        return self.net + self.charges + self.tax


class ShippedLine(Struct, frozen=True):
    """A quantity of a line that left the house."""

    line_id: str
    quantity: Decimal
