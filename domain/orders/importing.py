"""Recording an order that was placed elsewhere, with as much of its life as the file tells."""

from msgspec.structs import replace

from domain import bounds
from domain.addresses import Address
from domain.business.opening import business_for
from domain.customers.customer import Customer
from domain.errors import AlreadyRecorded, Invalid
from domain.instants import Instant, business_day
from domain.money import Amount
from domain.orders.cancelling import cancel
from domain.orders.commands import ImportOrder
from domain.orders.completing import complete_if_done
from domain.orders.content import Buyer, LineEntry, OrderContent, ShippedLine
from domain.orders.entries import checked_content
from domain.orders.events import OrderPlaced, OrderShipped
from domain.orders.noting import note
from domain.orders.order import SOURCES, Order, source_of
from domain.orders.paying import pay
from domain.orders.placing import Terms, buyer_of, first_given, load_goods, next_order_number, place, record_placement
from domain.orders.resolving import resolve_customer, resolve_products
from domain.work import Work


def handle_import_order(command: ImportOrder, work: Work) -> None:
    """Place the order as of its date, unless its source number is known, and carry it as far as the file says."""
    order = work.load_seen(Order, command.order_id)
    channel = bounds.needed(command.channel, "channel", bounds.CODE_LENGTH)
    if "/" in channel:  # which divides it from the number in the claim
        raise Invalid("A channel's name can't hold a slash.", "channel")
    source_number = bounds.needed(command.source_number, "source_number", bounds.CODE_LENGTH)
    source = source_of(channel, source_number)
    if order.exists or work.owner_of(SOURCES, source) is not None:
        raise AlreadyRecorded(f"Order {source_number} was recorded before.", "source_number")
    business = business_for(command.currency, work)
    placed_at = bounds.instant(command.placed_at, "placed_at")
    shipped_at = shipping_instant(placed_at, command.shipped_at, business.time_zone)
    if command.cancelled and (shipped_at is not None or command.paid):
        raise Invalid("A cancelled order can be neither shipped nor paid.", "cancelled")
    content = entered(order.id, command)
    read = checked_buyer(command.buyer)
    customer = resolve_customer(command, read, work)
    content = replace(content, lines=resolve_products(command.lines, content.lines, command.create_missing, work))
    goods = load_goods(content.lines, work, with_stock=shipped_at is None and not command.cancelled)
    terms = Terms(
        customer=customer,
        buyer=known_buyer(customer, read, content.ship_to),
        number=next_order_number(business, placed_at, work),
        placed_at=placed_at,
        channel=channel,
        source_number=source_number,
    )
    placement = place(order, content, goods, terms, business)
    record_placement(order, goods, placement, work, placed_at)
    _record_life(order, placement.placed, command, placed_at, shipped_at, work)


def entered(order_id: str, command: ImportOrder) -> OrderContent:
    """The order's content as if somebody had entered it, checked; its lines name no product yet."""
    lines = tuple(
        [
            LineEntry(
                line_id=f"{order_id}.{place}",
                description=line.description,
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount_percent=line.discount_percent,
                tax_rate=line.tax_rate,
            )
            for place, line in enumerate(command.lines)
        ]
    )
    return checked_content(replace(command.content, customer_id=None, lines=lines))


def checked_buyer(buyer: Buyer) -> Buyer:
    """Who the file says has ordered, trimmed; every part may be missing."""
    return Buyer(
        name=bounds.text(buyer.name, "customer_name"),
        email=bounds.email(buyer.email, "email"),
        vat_number=bounds.text(buyer.vat_number, "vat_number", bounds.CODE_LENGTH),
        bill_to=bounds.address(buyer.bill_to, "bill_to"),
        ship_to=bounds.address(buyer.ship_to, "ship_to"),
    )


def known_buyer(customer: Customer, read: Buyer, ship_to: Address | None) -> Buyer:
    """The buyer as the file has it, and for what it leaves out as the customer is known."""
    known = buyer_of(customer, None)
    return Buyer(
        name=read.name or known.name,
        email=read.email or known.email,
        vat_number=read.vat_number or known.vat_number,
        bill_to=first_given(read.bill_to, known.bill_to),
        ship_to=first_given(ship_to, read.ship_to, known.ship_to),
    )


def shipping_instant(placed_at: Instant, shipped_at: Instant | None, time_zone: str) -> Instant | None:
    """When the order shipped, never before it was placed.

    Files often give a time of day for one and only the day for the other, so days are compared, and a shipment on the
    day of placing counts from the placing.
    """
    if shipped_at is None:
        return None
    bounds.instant(shipped_at, "shipped_at")
    if business_day(shipped_at, time_zone) < business_day(placed_at, time_zone):
        raise Invalid("The order can't have shipped before it was placed.", "shipped_at")
    return max(shipped_at, placed_at)


def amount_paid(paid: Amount | bool, total: Amount) -> Amount:
    """What was paid: an amount, or with True the total."""
    if isinstance(paid, bool):
        return total if paid else 0
    return bounds.amount(paid, "paid")


def _record_life(
    order: Order,
    placed: OrderPlaced,
    command: ImportOrder,
    placed_at: Instant,
    shipped_at: Instant | None,
    work: Work,
) -> None:
    if text := bounds.text(command.note, "note", bounds.NOTE_LENGTH):
        work.record(order, note(order, text), occurred_at=placed_at)
    if command.cancelled:
        work.record(order, cancel(order, "Cancelled where it came from"), occurred_at=placed_at)
        return
    if shipped_at is not None:
        lines = tuple([ShippedLine(line.line_id, line.quantity) for line in placed.lines])
        shipped = OrderShipped(order_id=order.id, shipment_id=command.command_id, lines=lines)
        work.record(order, shipped, occurred_at=shipped_at)
    settled_at = placed_at if shipped_at is None else shipped_at
    if amount := amount_paid(command.paid, placed.totals.total):
        work.record(order, pay(order, amount, payment_id=command.command_id), occurred_at=settled_at)
    complete_if_done(order, work, settled_at)
