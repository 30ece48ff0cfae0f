"""Putting products into the catalogue and changing what it says of them."""

from domain.bounds import identifier, key, label
from domain.errors import AlreadyRecorded, AlreadyTaken, NotAllowed, NotFound, NothingToRecord
from domain.products.commands import AddProduct, ChangeProduct
from domain.products.details import checked_details
from domain.products.events import ProductAdded, ProductChanged, ProductDetails
from domain.products.product import BARCODES, SKUS, Product
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
    if not product.exists:
        raise NotFound("There is no such product.", "product_id")
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
    record_added(product, add(product, command.details), work)


def handle_change_product(command: ChangeProduct, work: Work) -> None:
    """Record the change, and let go of SKU and barcode that are no longer its own."""
    product = work.load_seen(Product, command.product_id)
    stock = work.load(Stock, command.product_id)
    record_changed(product, change(product, stock, command.details), work)


def record_added(product: Product, added: ProductAdded, work: Work) -> None:
    """Claim the new product's SKU and barcode and record it."""
    _claim_anew(product, added.details, work)
    work.record(product, added)


def record_changed(product: Product, changed: ProductChanged, work: Work) -> None:
    """Claim what is new of SKU and barcode and record the change."""
    _claim_anew(product, changed.details, work)
    work.record(product, changed)


def _claim_anew(product: Product, details: ProductDetails, work: Work) -> None:
    for space, was, now in (
        (SKUS, product.details.sku, details.sku),
        (BARCODES, product.details.barcode, details.barcode),
    ):
        before, after = key(was), key(now)
        if before == after:
            continue
        if after:
            holder = work.owner_of(space, after)
            if holder is not None and holder != product.id:
                name = work.load(Product, holder).details.name
                raise AlreadyTaken(f"{label(space)} {now} is taken by product {name}.", space)
            work.claim(space, after, product.id, space)
        if before:
            work.release(space, before)
