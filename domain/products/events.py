"""What happens to a product and, on a stream of its own, to its stock."""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from domain.instants import Instant
from domain.messages import Event


class ProductDetails(Struct, frozen=True, kw_only=True):
    """What the catalogue says of a product. ``price`` is per ``unit``, in the business's currency, before tax.

    ``tax_rate`` is in percent. ``tracked`` products have stock that orders reserve; others always ship.
    """

    sku: str
    name: str
    barcode: str = ""
    category: str = ""
    unit: str = ""
    price: Decimal = Decimal(0)
    tax_rate: Decimal = Decimal(0)
    reorder_point: Decimal = Decimal(0)
    tracked: bool = True
    discontinued: bool = False


class ProductAdded(Event, frozen=True, kw_only=True):
    """A product came into the catalogue, under a SKU and barcode that no other has."""

    product_id: str
    details: ProductDetails


class ProductChanged(Event, frozen=True, kw_only=True):
    """A product's details changed to these."""

    product_id: str
    details: ProductDetails


class StockReceived(Event, frozen=True, kw_only=True):
    """Goods came in."""

    product_id: str
    quantity: Decimal
    reference: str = ""


class StockAdjusted(Event, frozen=True, kw_only=True):
    """A count, a loss or a find corrected what is on hand by ``change``."""

    product_id: str
    change: Decimal
    reason: str


class StockReserved(Event, frozen=True, kw_only=True):
    """Goods on hand were set aside for an order line; ``backordered`` if the line had been waiting for them."""

    product_id: str
    order_id: str
    line_id: str
    quantity: Decimal
    backordered: bool = False


class StockBackordered(Event, frozen=True, kw_only=True):
    """An order line asked for more than was available and waits; the oldest ``due_on`` is served first, None last.

    ``waiting_since`` is when the order was placed and decides between equal due dates.
    """

    product_id: str
    order_id: str
    line_id: str
    quantity: Decimal
    due_on: date | None
    waiting_since: Instant


class StockReleased(Event, frozen=True, kw_only=True):
    """An order line gave back what was reserved for it and what it still waited for."""

    product_id: str
    order_id: str
    line_id: str
    reserved: Decimal
    waiting: Decimal


class StockShipped(Event, frozen=True, kw_only=True):
    """Reserved goods left the house."""

    product_id: str
    order_id: str
    line_id: str
    quantity: Decimal
