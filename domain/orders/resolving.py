"""Finding the customer and the products that an imported order names, and creating those nobody knows yet."""

from decimal import Decimal

from msgspec.structs import replace

from domain import bounds
from domain.customers.adding import add as add_customer
from domain.customers.customer import CODES, Customer
from domain.customers.events import CustomerPersonal
from domain.customers.personal import checked_code
from domain.errors import NotFound
from domain.ids import new_id
from domain.orders.commands import ImportedLine, ImportOrder
from domain.orders.content import Buyer, LineEntry
from domain.products.catalogue import add as add_product
from domain.products.events import ProductDetails
from domain.products.product import SKUS, Product
from domain.work import Work


def resolve_customer(command: ImportOrder, buyer: Buyer, work: Work) -> Customer:
    """The customer of the order's code; a new one is who the order says they are, or goes by the code."""
    code = checked_code(command.customer_code, "customer_code")
    owner = work.owner_of(CODES, code)
    if owner is not None:
        return work.load(Customer, owner)
    if not command.create_missing:
        raise NotFound(f"There is no customer {code}.", "customer_code")
    personal = CustomerPersonal(
        name=buyer.name or code,
        email=buyer.email,
        vat_number=buyer.vat_number,
        billing=buyer.bill_to,
        shipping=buyer.ship_to,
    )
    customer = work.load(Customer, new_id())
    work.record(customer, add_customer(customer, code, personal))
    return customer


def resolve_products(
    lines: tuple[ImportedLine, ...], entries: tuple[LineEntry, ...], create_missing: bool, work: Work
) -> tuple[LineEntry, ...]:
    """The entries with the ids of the products that their lines name by SKU; without one they stay free text."""
    return tuple(
        [
            replace(entry, product_id=_resolve_product(line, entry, f"lines.{place}.sku", create_missing, work))
            for place, (line, entry) in enumerate(zip(lines, entries, strict=True))
        ]
    )


def _resolve_product(line: ImportedLine, entry: LineEntry, field: str, create_missing: bool, work: Work) -> str | None:
    """The id of the product that a line names, which is added if nobody knows it; None for free text."""
    sku = bounds.text(line.sku, field, bounds.CODE_LENGTH)
    if not sku:
        return None
    owner = work.owner_of(SKUS, sku)
    if owner is not None:
        return owner
    if not create_missing:
        raise NotFound(f"There is no product {sku}.", field)
    details = ProductDetails(
        sku=sku,
        name=entry.description or sku,
        price=entry.unit_price or Decimal(0),
        tax_rate=entry.tax_rate or Decimal(0),
    )
    product = work.load(Product, new_id())
    work.record(product, add_product(product, details))
    return product.id
