"""A product, as decisions need to know it. Its stock is an aggregate of its own: see ``stock``."""

from typing import ClassVar, Final

from domain.aggregate import Aggregate, Claim
from domain.messages import Event
from domain.products.events import ProductAdded, ProductChanged, ProductDetails

SKUS: Final = "sku"
"""The space in which SKUs are unique."""
BARCODES: Final = "barcode"
"""The space in which barcodes are unique."""


class Product(Aggregate):
    """What the catalogue says of a product."""

    KIND: ClassVar[str] = "product"

    details: ProductDetails = ProductDetails(sku="", name="")

    @property
    def called(self) -> str:
        """By the name."""
        return f"product {self.details.name}"

    def claims(self) -> tuple[Claim, ...]:
        """Its SKU, and its barcode if it has one."""
        return Claim(SKUS, self.details.sku, "sku"), Claim(BARCODES, self.details.barcode, "barcode")

    def apply(self, event: Event) -> None:
        """Each event carries the whole state."""
        assert isinstance(event, ProductAdded | ProductChanged)
        self.details = event.details
