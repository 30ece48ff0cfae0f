"""What is checked of a product's details, whoever sends them."""

from domain import bounds
from domain.products.events import ProductDetails


def checked_sku(sku: str, field: str = "sku") -> str:
    """A SKU as it is to be kept; raises Invalid."""
    return bounds.needed(sku, field, bounds.CODE_LENGTH)


def checked_details(details: ProductDetails) -> ProductDetails:
    """A product's details, trimmed; raises Invalid naming the field."""
    return ProductDetails(
        sku=checked_sku(details.sku),
        name=bounds.needed(details.name, "name"),
        barcode=bounds.text(details.barcode, "barcode", bounds.CODE_LENGTH),
        category=bounds.text(details.category, "category"),
        unit=bounds.text(details.unit, "unit"),
        price=bounds.price(details.price, "price"),
        tax_rate=bounds.percent(details.tax_rate, "tax_rate"),
        reorder_point=bounds.level(details.reorder_point, "reorder_point"),
        tracked=details.tracked,
        discontinued=details.discontinued,
    )
