"""An order while it is being typed: texts as they stand in the fields, right or wrong, and the choices made so far."""

from decimal import Decimal

import msgspec
from msgspec import Struct, field

from domain.addresses import Address
from domain.ids import new_id
from domain.orders.content import Charge
from readmodel.customers.answers import CustomerMatch
from readmodel.orders.detail_answers import OrderDetail, OrderLine
from readmodel.products.answers import ProductMatch
from ui import formats


class TypedLine(Struct, kw_only=True, omit_defaults=True):
    """One row of the grid. ``search`` is what is typed in the product cell and not yet decided."""

    line_id: str = field(default_factory=new_id)
    product: ProductMatch | None = None
    search: str = ""
    description: str = ""
    quantity: str = ""
    price: str = ""
    discount: str = ""
    tax: str = ""

    @property
    def blank(self) -> bool:
        """Whether this is still the empty row at the end."""
        return self.product is None and not (self.search or self.description or self.quantity or self.price)


class TypedOrder(Struct, kw_only=True, omit_defaults=True):
    """The whole form. ``base`` is the draft as it was opened, to tell later who changed what."""

    order_id: str = field(default_factory=new_id)
    seen_version: int | None = None
    base: "TypedOrder | None" = None
    customer: CustomerMatch | None = None
    customer_search: str = ""
    lines: list[TypedLine] = []
    freight: str = ""
    freight_tax: str = ""
    freight_id: str = field(default_factory=new_id)
    more_charges: tuple[Charge, ...] = ()
    due: str = ""
    reference: str = ""
    ship_elsewhere: bool = False
    ship_to: Address = Address()
    currency: str = ""
    locale: str = field(default_factory=lambda: str(formats.locale()))

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed or chosen yet."""
        texts = (self.customer_search, self.freight, self.due, self.reference)
        return self.customer is None and not self.lines and not any(texts) and not self.ship_elsewhere

    def packed(self) -> bytes:
        """As the file that survives a crash."""
        return msgspec.json.encode(self)


def unpacked(content: bytes) -> TypedOrder | None:
    """What such a file held; None if it can't be read."""
    try:
        return msgspec.json.decode(content, type=TypedOrder)
    except msgspec.DecodeError:
        return None


def product_line(product: ProductMatch, line_id: str | None = None) -> TypedLine:
    """A line as choosing a product makes it: one of it, at the catalogue's price and tax."""
    line = TypedLine(product=product, quantity=formats.quantity(Decimal(1)), discount=formats.quantity(Decimal(0)))
    line.description, line.price, line.tax = product.name, price_text(product.price), number_text(product.tax_rate)
    if line_id is not None:
        line.line_id = line_id
    return line


def from_draft(detail: OrderDetail, products: dict[str, ProductMatch]) -> TypedOrder:
    """A kept draft, opened again; ``products`` are its products as the catalogue has them now."""
    freight = next((charge for charge in detail.charges if charge.kind == "freight"), None)
    typed = TypedOrder(
        order_id=detail.order_id,
        seen_version=detail.version,
        lines=[_line(line, products) for line in detail.lines],
        due=formats.day(detail.due_on),
        reference=detail.reference,
        ship_elsewhere=detail.ship_to != Address(),
        ship_to=detail.ship_to,
        currency=detail.currency,
    )
    if detail.customer_id is not None:
        typed.customer = CustomerMatch(
            customer_id=detail.customer_id, code=detail.customer_code, name=detail.customer_name, city=""
        )
    if freight is not None:
        typed.freight_id = freight.charge_id
        typed.freight = formats.amount(freight.amount, detail.currency)
        typed.freight_tax = number_text(freight.tax_rate)
    typed.more_charges = tuple(
        Charge(charge_id=charge.charge_id, kind=charge.kind, amount=charge.amount, tax_rate=charge.tax_rate)
        for charge in detail.charges
        if charge is not freight
    )
    return typed


def price_text(price: Decimal | None) -> str:
    """A price as it stands in its cell; empty for none."""
    return "" if price is None else formats.price(price)


def number_text(number: Decimal | None) -> str:
    """A quantity or percentage as it stands in its cell; empty for none."""
    return "" if number is None else formats.quantity(number)


def _line(line: OrderLine, products: dict[str, ProductMatch]) -> TypedLine:
    product = None
    if line.product_id is not None:
        product = products.get(line.product_id) or ProductMatch(
            product_id=line.product_id,
            sku=line.sku,
            barcode="",
            name=line.description,
            unit=line.unit,
            price=line.unit_price,
            tax_rate=line.tax_rate,
            available=None,
        )
    return TypedLine(
        line_id=line.line_id,
        product=product,
        search=line.sought,
        description=line.description,
        quantity=number_text(line.quantity),
        # A draft keeps no price for text nobody priced yet; showing 0 would give it away.
        price="" if product is None and not line.unit_price else price_text(line.unit_price),
        discount=number_text(line.discount_percent),
        tax=number_text(line.tax_rate),
    )
