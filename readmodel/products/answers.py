"""Questions about products and stock and the shapes of their answers."""

from decimal import Decimal

from msgspec import Struct

from domain.products.events import ProductDetails
from readmodel.query import Query


class ProductMatch(Struct, frozen=True, kw_only=True):
    """A product found while somebody types or scans; ``available`` is None for one whose stock is not tracked."""

    product_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    price: Decimal
    tax_rate: Decimal
    available: Decimal | None


class ProductDetail(Struct, frozen=True, kw_only=True):
    """One product with its stock; ``waiting`` is what orders are backordered by."""

    product_id: str
    version: int
    stock_version: int
    details: ProductDetails
    on_hand: Decimal
    reserved: Decimal
    available: Decimal
    waiting: Decimal

    @property
    def low(self) -> bool:
        """Whether more of it is to be ordered."""
        details = self.details
        return is_low(details.tracked, details.discontinued, self.available, details.reorder_point)


def is_low(tracked: bool, discontinued: bool, available: Decimal, reorder_point: Decimal) -> bool:
    """Whether a product's stock is tracked, it is still sold, and there is no more of it than its reorder point."""
    return tracked and not discontinued and available <= reorder_point


class FindProducts(Query[tuple[ProductMatch, ...]], frozen=True, kw_only=True):
    """Products by SKU, barcode or words of their name: exact SKU or barcode first, then prefixes, then the rest."""

    text: str
    limit: int = 12


class GetProductMatches(Query[tuple[ProductMatch, ...]], frozen=True, kw_only=True):
    """These products as a search would have found them, for a form opened again; unknown ids are left out."""

    product_ids: tuple[str, ...]


class GetProduct(Query[ProductDetail | None], frozen=True, kw_only=True):
    """One product by id."""

    product_id: str
