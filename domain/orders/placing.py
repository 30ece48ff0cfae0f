"""Placing an order: number, snapshot, reservation, and backorder of what can't be reserved."""

from decimal import Decimal

from msgspec import Struct

from domain import bounds
from domain.addresses import Address
from domain.business.business import Business
from domain.business.opening import business_for
from domain.customers.customer import Customer
from domain.errors import Invalid
from domain.instants import Instant, business_day
from domain.messages import Event
from domain.numbering import format_number, series_of
from domain.orders.commands import PlaceOrder
from domain.orders.content import Buyer, LineEntry, OrderContent
from domain.orders.drafting import check_is_draft
from domain.orders.entries import checked_content
from domain.orders.events import OrderPlaced
from domain.orders.order import Order
from domain.orders.pricing import snapshot, totals
from domain.products.product import Product
from domain.products.reserving import Demand, reserve
from domain.products.stock import Stock
from domain.work import Work

_NO_ADDRESS = Address()


class Goods(Struct, frozen=True):
    """The products that an order's lines name, and of those that need stock, the stock; by product id."""

    products: dict[str, Product]
    stocks: dict[str, Stock]


class Terms(Struct, frozen=True, kw_only=True):
    """Who orders, as of when, under which number, and where the order came from."""

    customer: Customer
    buyer: Buyer
    number: str
    placed_at: Instant
    channel: str = ""
    source_number: str = ""


class Placement(Struct, frozen=True):
    """What placing records: on the order, and per product on its stock."""

    placed: OrderPlaced
    stock_events: dict[str, list[Event]]


def place(order: Order, content: OrderContent, goods: Goods, terms: Terms, business: Business) -> Placement:
    """Decide to place an order, new or a draft, with at least one line. Content and ids are checked before."""
    check_is_draft(order)
    if not content.lines:
        raise Invalid("An order needs at least one line.", "lines")
    stock_events: dict[str, list[Event]] = {}
    reserved: dict[str, Decimal] = {}
    for product_id, demands in _demands(content.lines, goods.stocks).items():
        stock = goods.stocks[product_id]
        reservation = reserve(stock, demands, order.id, content.due_on, terms.placed_at)
        stock_events[product_id] = reservation.events
        reserved.update(reservation.reserved)
    lines = tuple(
        [
            snapshot(
                line,
                None if line.product_id is None else goods.products[line.product_id],
                business.currency,
                f"lines.{index}",
                reserved.get(line.line_id),
            )
            for index, line in enumerate(content.lines)
        ]
    )
    placed = OrderPlaced(
        order_id=bounds.identifier(order.id, "order_id"),
        number=terms.number,
        customer_id=terms.customer.id,
        customer_code=terms.customer.code,
        buyer=terms.buyer,
        currency=business.currency,
        lines=lines,
        charges=content.charges,
        totals=totals(lines, content.charges, business.tax_rounding),
        due_on=content.due_on,
        reference=content.reference,
        channel=terms.channel,
        source_number=terms.source_number,
    )
    return Placement(placed, stock_events)


def handle_place_order(command: PlaceOrder, work: Work) -> None:
    """Place the order for a customer and products that exist, with the number of its business day."""
    order = work.load_seen(Order, command.order_id)
    content = checked_content(command.content)
    business = business_for(command.currency, work)
    if content.customer_id is None:
        raise Invalid("An order needs a customer.", "customer_id")
    customer = work.load(Customer, content.customer_id)
    customer.check_exists("customer_id")
    placed_at = work.now if command.occurred_at is None else command.occurred_at
    terms = Terms(
        customer=customer,
        buyer=buyer_of(customer, content.ship_to),
        number=next_order_number(business, placed_at, work),
        placed_at=placed_at,
    )
    goods = load_goods(content.lines, work)
    record_placement(order, goods, place(order, content, goods, terms, business), work)


def buyer_of(customer: Customer, ship_to: Address | None) -> Buyer:
    """The customer as the order remembers them; goods go where the order says, else where they usually go."""
    personal = customer.personal
    return Buyer(
        name=personal.name,
        email=personal.email,
        vat_number=personal.vat_number,
        bill_to=personal.billing,
        ship_to=first_given(ship_to, personal.shipping, personal.billing),
    )


def first_given(*addresses: Address | None) -> Address:
    """The first address that says anything."""
    return next((given for given in addresses if given is not None and given != _NO_ADDRESS), _NO_ADDRESS)


def next_order_number(business: Business, placed_at: Instant, work: Work) -> str:
    """The next number of the series that the order's day belongs to."""
    series = series_of(business.order_numbers, business_day(placed_at, business.time_zone))
    return format_number(series, work.next_number(series))


def load_goods(lines: tuple[LineEntry, ...], work: Work, *, with_stock: bool = True) -> Goods:
    """Products and stocks behind the lines; raises NotFound naming the line."""
    goods = Goods({}, {})
    for place, line in enumerate(lines):
        if line.product_id is None or line.product_id in goods.products:
            continue
        product = work.load(Product, line.product_id)
        product.check_exists(f"lines.{place}.product_id")
        goods.products[product.id] = product
        if with_stock and product.details.tracked:
            goods.stocks[product.id] = work.load(Stock, product.id)
    return goods


def record_placement(
    order: Order, goods: Goods, placement: Placement, work: Work, placed_at: Instant | None = None
) -> None:
    """Record an order's placing before what it did to stock, so that readers know the order when they meet it there."""
    work.record(order, placement.placed, occurred_at=placed_at)
    for product_id, events in placement.stock_events.items():
        work.record(goods.stocks[product_id], *events)


def _demands(lines: tuple[LineEntry, ...], stocks: dict[str, Stock]) -> dict[str, list[Demand]]:
    demands: dict[str, list[Demand]] = {}
    for line in lines:
        if line.product_id in stocks:
            demands.setdefault(line.product_id, []).append(Demand(line.line_id, line.quantity))
    return demands
