"""Bringing products in from a file: new SKUs are added, known ones brought up to date, counts taken over."""

from decimal import Decimal

from msgspec.structs import replace

from domain import bounds
from domain.errors import NothingToRecord
from domain.products.adjusting import adjust
from domain.products.catalogue import add, change
from domain.products.commands import ImportProduct
from domain.products.details import checked_details, checked_sku
from domain.products.events import ProductDetails
from domain.products.product import SKUS, Product
from domain.products.serving import Serve
from domain.products.stock import Stock
from domain.work import Work

_COUNTED = "Counted in an imported file"


def merged(known: ProductDetails, read: ProductDetails, fields: tuple[str, ...]) -> ProductDetails:
    """The known details with those fields taken over that the file has a column for; the SKU stays as spelled."""
    names = (name for name in read.__struct_fields__ if name in fields and name != "sku")
    return replace(known, **{name: getattr(read, name) for name in names})


def difference(stock: Stock, counted: Decimal | None) -> Decimal:
    """By how much a count differs from what is on hand; 0 without a count."""
    if counted is None:
        return Decimal(0)
    return bounds.level(counted, "on_hand") - stock.on_hand


def handle_import_product(command: ImportProduct, work: Work, serve_waiting: Serve) -> None:
    """Add or change the product of this SKU and adjust its stock to the count; NothingToRecord if all is as it was."""
    owner = work.owner_of(SKUS, checked_sku(command.details.sku))
    product = work.load_seen(Product, command.product_id if owner is None else owner)
    stock = work.load(Stock, product.id)
    miscounted = difference(stock, command.on_hand)
    if owner is None:
        work.record(product, add(product, command.details))
    else:
        details = checked_details(merged(product.details, command.details, command.fields))
        if details != product.details:
            work.record(product, change(product, stock, details))
        elif not (miscounted and details.tracked):
            raise NothingToRecord("Nothing about the product changed.")
    if miscounted and product.details.tracked:
        work.record(stock, adjust(product, stock, miscounted, _COUNTED))
        serve_waiting(stock, work)
