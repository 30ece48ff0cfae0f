"""What has to hold before the stock of a product may change by hand."""

from decimal import Decimal

from domain.bounds import QUANTITY_LIMIT
from domain.errors import Invalid, NotAllowed
from domain.products.product import Product


def check_tracked(product: Product) -> None:
    """Raise NotFound or NotAllowed unless the product exists and its stock is tracked."""
    product.check_exists("product_id")
    if not product.details.tracked:
        raise NotAllowed(f"The stock of {product.details.sku} is not tracked.", "product_id")


def check_level(on_hand: Decimal, field: str) -> None:
    """Raise Invalid if that much can't be on hand."""
    if on_hand >= QUANTITY_LIMIT:
        raise Invalid("That would be more stock than can be counted.", field)
