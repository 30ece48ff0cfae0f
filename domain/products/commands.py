"""What may be asked about products and stock."""

from decimal import Decimal

from domain.messages import Command
from domain.products.events import ProductDetails


class AddProduct(Command, frozen=True, kw_only=True):
    """Put a product into the catalogue; the sender makes the id. SKU and name are needed."""

    product_id: str
    details: ProductDetails


class ChangeProduct(Command, frozen=True, kw_only=True):
    """Replace a product's details. Orders already placed keep what they were placed with."""

    product_id: str
    details: ProductDetails


class ImportProduct(Command, frozen=True, kw_only=True):
    """Add the product of this SKU, or bring the known one up to date.

    ``fields`` names the columns a file had; of a known product only these change. ``on_hand`` is a count: what differs
    from it is recorded as an adjustment. Refused with NothingToRecord when all is as it was.
    """

    product_id: str
    details: ProductDetails
    fields: tuple[str, ...]
    on_hand: Decimal | None = None


class ReceiveStock(Command, frozen=True, kw_only=True):
    """Take goods in; orders that wait for them are served, oldest due date first."""

    product_id: str
    quantity: Decimal
    reference: str = ""


class AdjustStock(Command, frozen=True, kw_only=True):
    """Correct what is on hand by ``change`` (never to below zero), with a reason; a find serves waiting orders."""

    product_id: str
    change: Decimal
    reason: str
