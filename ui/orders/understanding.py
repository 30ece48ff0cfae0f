"""From what was typed to what is meant: values, or what is wrong with them and where."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct

from domain.addresses import Address
from domain.errors import Invalid
from domain.money import Amount, line_net
from domain.orders.content import Charge, LineEntry
from ui import formats
from ui.orders.entry import TypedLine, TypedOrder

Problems = dict[str, str]
"""Field → what is wrong with it, in a sentence."""
_FAR = timedelta(days=2 * 365)
"""A due date further away than that is likely a slip in its year."""


class UnderstoodLine(Struct, frozen=True):
    """A line's values as far as they can be read; ``net`` is None while something is missing or wrong."""

    quantity: Decimal | None
    price: Decimal | None
    discount: Decimal | None
    rate: Decimal
    net: Amount | None
    entry: LineEntry | None
    problems: Problems


class UnderstoodHead(Struct, frozen=True):
    """Everything but the lines; ``freight`` and ``freight_rate`` are 0 where nothing or nonsense is typed.

    ``doubts`` are what may be a slip: said, and never held against anybody.
    """

    due_on: date | None
    freight: Amount
    freight_rate: Decimal
    charges: tuple[Charge, ...]
    ship_to: Address | None
    problems: Problems
    doubts: Problems


def understand_line(line: TypedLine, currency: str) -> UnderstoodLine:
    """Read one line of the grid."""
    problems: Problems = {}
    undecided = bool(line.search) and line.product is None
    quantity = _read(problems, "quantity", lambda: _more_than_zero(formats.parse_quantity(line.quantity)))
    price = _read(problems, "unit_price", lambda: formats.parse_price(line.price))
    discount = _read(problems, "discount_percent", lambda: formats.parse_percent(line.discount or "0"))
    rate = _read(problems, "tax_rate", lambda: formats.parse_percent(line.tax or "0"))
    if undecided:
        # A product will bring what is still empty.
        for field, text in (("quantity", line.quantity), ("unit_price", line.price)):
            if not text.strip():
                del problems[field]
    if line.search:
        problems["product_id"] = f"No product chosen yet for “{line.search}”."
    elif line.product is None and not line.description.strip():
        problems["description"] = "A line without a product needs a description."
    net = None
    if quantity is not None and price is not None and discount is not None and not undecided:
        net = line_net(quantity, price, discount, currency)
    entry = None
    if quantity is not None and price is not None and discount is not None and rate is not None and not problems:
        entry = LineEntry(
            line_id=line.line_id,
            product_id=line.product.product_id if line.product else None,
            description=_own_words(line),
            quantity=quantity,
            unit_price=price,
            discount_percent=discount,
            tax_rate=rate,
        )
    return UnderstoodLine(quantity, price, discount, rate or Decimal(0), net, entry, problems)


def drafted_line(line: TypedLine, understood: UnderstoodLine) -> LineEntry | None:
    """The line as a draft can hold it, which may lack a product or a price; None if something typed would be lost."""
    if understood.entry is not None:
        return understood.entry
    lacking = {"product_id", "description"} | ({"unit_price"} if not line.price.strip() else set())
    if set(understood.problems) - lacking:
        return None
    return LineEntry(
        line_id=line.line_id,
        product_id=line.product.product_id if line.product else None,
        description=_own_words(line),
        quantity=Decimal(1) if understood.quantity is None else understood.quantity,
        unit_price=formats.parse_price(line.price) if line.price.strip() else None,
        discount_percent=formats.parse_percent(line.discount or "0"),
        tax_rate=understood.rate,
        sought=line.search.strip(),
    )


def understand_head(order: TypedOrder, today: date, goods: Amount = 0) -> UnderstoodHead:
    """Read everything but the lines, which come to ``goods``."""
    problems: Problems = {}
    due_on = _read(problems, "due_on", lambda: formats.parse_date(order.due, today))
    freight, rate = 0, Decimal(0)
    if order.freight.strip():
        freight = _read(problems, "charges.0.amount", lambda: formats.parse_amount(order.freight, order.currency)) or 0
    if order.freight_tax.strip():
        read_rate = _read(problems, "charges.0.tax_rate", lambda: formats.parse_percent(order.freight_tax))
        rate = Decimal(0) if read_rate is None else read_rate
    charges = order.more_charges
    if freight:
        charges = (Charge(charge_id=order.freight_id, amount=freight, tax_rate=rate), *charges)
    if order.customer_search:
        problems["customer_id"] = f"No customer chosen yet for “{order.customer_search}”."
    ship_to = order.ship_to if order.ship_elsewhere and order.ship_to != Address() else None
    doubts: Problems = {}
    if due_on is not None and due_on < today:
        doubts["due_on"] = "This day has passed."
    elif due_on is not None and due_on - today > _FAR:
        doubts["due_on"] = "This day is years away."
    if freight > goods > 0:
        doubts["charges.0.amount"] = "More than the goods."
    return UnderstoodHead(due_on, freight, rate, charges, ship_to, problems, doubts)


def _own_words(line: TypedLine) -> str | None:
    """What the line is called where that is not simply its product's name."""
    description = line.description.strip()
    return None if not description or (line.product is not None and description == line.product.name) else description


def _read(problems: Problems, field: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Invalid as error:
        problems[field] = error.message
        return None


def _more_than_zero(quantity: Decimal) -> Decimal:
    if quantity == 0:
        raise Invalid("The quantity must be more than zero.")
    return quantity
