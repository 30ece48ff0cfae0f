"""Keeping an order as a draft: what is recorded is the difference to what was kept before."""

from msgspec.structs import replace

from domain.bounds import identifier
from domain.business.opening import business_for
from domain.customers.customer import Customer
from domain.errors import NotAllowed, NothingToRecord
from domain.messages import Event
from domain.orders.commands import SaveDraft
from domain.orders.content import LineEntry, OrderContent, OrderStatus
from domain.orders.entries import checked_content
from domain.orders.events import DraftDescribed, LineAdded, LineChanged, LineRemoved, OrderDrafted
from domain.orders.order import Order
from domain.products.product import Product
from domain.work import Work


def draft(order: Order, content: OrderContent, currency: str) -> list[Event]:
    """Decide what to record so that the draft becomes this content; NothingToRecord if it is this already."""
    check_is_draft(order)
    events: list[Event] = []
    if not order.exists:
        events.append(OrderDrafted(order_id=identifier(order.id, "order_id"), currency=currency))
    if replace(content, lines=()) != (order.draft or OrderContent()):
        events.append(
            DraftDescribed(
                order_id=order.id,
                customer_id=content.customer_id,
                charges=content.charges,
                due_on=content.due_on,
                reference=content.reference,
                ship_to=content.ship_to,
            )
        )
    events += line_changes(order.id, tuple(order.entries.values()), content.lines)
    if not events:
        raise NothingToRecord("Nothing about the draft changed.")
    return events


def check_is_draft(order: Order) -> None:
    """Raise NotAllowed for an order that is past being a draft; one that does not exist yet may become a draft."""
    if order.status is OrderStatus.DRAFT:
        return
    if order.number:
        raise NotAllowed(f"{order.number} was placed already.", "order_id")
    raise NotAllowed("The draft was discarded.", "order_id")


def line_changes(order_id: str, kept: tuple[LineEntry, ...], wanted: tuple[LineEntry, ...]) -> list[Event]:
    """What turns the kept lines into the wanted ones, in their order.

    Lines can only be added at the end, so from the first line on that stands elsewhere all are taken out and added.
    """
    events: list[Event] = []
    ids = {line.line_id for line in wanted}
    staying = [line for line in kept if line.line_id in ids]
    same = 0
    while same < len(staying) and staying[same].line_id == wanted[same].line_id:
        same += 1
    moved = {line.line_id for line in staying[same:]}
    for line in kept:
        if line.line_id not in ids or line.line_id in moved:
            events.append(LineRemoved(order_id=order_id, line_id=line.line_id))
    for before, after in zip(staying[:same], wanted[:same], strict=True):
        if before != after:
            events.append(LineChanged(order_id=order_id, line=after))
    events += [LineAdded(order_id=order_id, line=line) for line in wanted[same:]]
    return events


def handle_save_draft(command: SaveDraft, work: Work) -> None:
    """Record what changed; customer and products it names must exist."""
    order = work.load_seen(Order, command.order_id)
    content = checked_content(command.content)
    business = business_for(command.currency, work)
    events = draft(order, content, business.currency)
    if content.customer_id is not None:
        work.load(Customer, content.customer_id).check_exists("customer_id")
    for place, line in enumerate(content.lines):
        if line.product_id is not None:
            work.load(Product, line.product_id).check_exists(f"lines.{place}.product_id")
    work.record(order, *events)
