"""Putting products into the catalogue and changing what it says of them."""

from domain.bounds import identifier
from domain.errors import AlreadyRecorded, NotAllowed, NothingToRecord
from domain.products.commands import AddProduct, ChangeProduct
from domain.products.details import checked_details
from domain.products.events import ProductAdded, ProductChanged, ProductDetails
from domain.products.product import Product
from domain.products.stock import Stock
from domain.work import Work


def add(product: Product, details: ProductDetails) -> ProductAdded:
    """Decide to take a product into the catalogue; SKU and name are needed."""
    if product.exists:
        raise AlreadyRecorded("This product was added before.", "product_id")
    return ProductAdded(product_id=identifier(product.id, "product_id"), details=checked_details(details))


def change(product: Product, stock: Stock, details: ProductDetails) -> ProductChanged:
    """Decide to replace a product's details; NothingToRecord if they are as they were.

    Stock goes on being tracked while orders hold or await some of it: nothing would ever serve them otherwise.
    """
    product.check_exists("product_id")
    details = checked_details(details)
    if details == product.details:
        raise NothingToRecord("Nothing about the product changed.")
    if product.details.tracked and not details.tracked and (stock.reserved or stock.waiting):
        raise NotAllowed(
            "Open orders count on this product's stock, so it stays tracked until they are done.", "tracked"
        )
    return ProductChanged(product_id=product.id, details=details)


def handle_add_product(command: AddProduct, work: Work) -> None:
    """Add the product under a SKU and barcode of its own."""
    product = work.load_seen(Product, command.product_id)
    work.record(product, add(product, command.details))


def handle_change_product(command: ChangeProduct, work: Work) -> None:
    """Record the change."""
    product = work.load_seen(Product, command.product_id)
    stock = work.load(Stock, command.product_id)
    work.record(product, change(product, stock, command.details))
