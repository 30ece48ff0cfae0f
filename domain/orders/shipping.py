"""Shipping an order, or part of it: what stock reserved for a line, and what needs no stock."""

from decimal import Decimal

from domain import bounds
from domain.errors import Invalid, NotAllowed
from domain.orders.commands import ShipOrder
from domain.orders.completing import complete_if_done
from domain.orders.content import OrderStatus, ShippedLine
from domain.orders.events import OrderShipped
from domain.orders.order import Line, Order
from domain.products.events import StockShipped
from domain.products.stock import Stock
from domain.work import Work

_NONE = Decimal(0)


def ship(
    order: Order,
    chosen: tuple[ShippedLine, ...] | None,
    stocks: dict[str, Stock],
    shipment_id: str,
    tracking: str = "",
) -> OrderShipped:
    """Decide what leaves the house: the chosen quantities, or with None all that can go now.

    A tracked line ships what is reserved for it as far as it is on hand (goods that were promised may be lost).
    """
    order.check_exists("order_id")
    if order.status is not OrderStatus.OPEN:
        raise NotAllowed(f"{order.called} is {_STANDING[order.status]}, so nothing of it can be shipped.", "order_id")
    on_hand = {stock.id: stock.on_hand for stock in stocks.values()}
    lines = _all_that_can(order, on_hand) if chosen is None else _checked(order, chosen, on_hand)
    return OrderShipped(
        order_id=order.id, shipment_id=shipment_id, lines=lines, tracking=bounds.text(tracking, "tracking")
    )


def leave_stock(order: Order, shipped: OrderShipped) -> list[StockShipped]:
    """What a shipment takes from stock, line by line."""
    return [
        StockShipped(product_id=line.product_id, order_id=order.id, line_id=part.line_id, quantity=part.quantity)
        for part in shipped.lines
        if (line := order.lines[part.line_id]).tracked and line.product_id is not None
    ]


def handle_ship_order(command: ShipOrder, work: Work) -> None:
    """Record the shipment, take it from stock, and close the order if that was the last of it."""
    order = work.load_seen(Order, command.order_id)
    stocks = {
        line.product_id: work.load(Stock, line.product_id)
        for line in order.lines.values()
        if line.reserved and line.product_id is not None
    }
    shipped = ship(order, command.lines, stocks, shipment_id=command.command_id, tracking=command.tracking)
    work.record(order, shipped)
    for taken in leave_stock(order, shipped):
        work.record(stocks[taken.product_id], taken)
    complete_if_done(order, work)


_STANDING = {
    OrderStatus.DRAFT: "not placed yet",
    OrderStatus.CLOSED: "closed",
    OrderStatus.CANCELLED: "cancelled",
}


def _all_that_can(order: Order, on_hand: dict[str, Decimal]) -> tuple[ShippedLine, ...]:
    lines = []
    for line_id, line in order.lines.items():
        quantity = _take(line, _limit(line), on_hand)
        if quantity:
            lines.append(ShippedLine(line_id, quantity))
    if lines:
        return tuple(lines)
    if order.unshipped:
        raise NotAllowed(
            f"Nothing of {order.called} can be shipped now: what is left of it waits for stock.", "order_id"
        )
    raise NotAllowed(f"All of {order.called} is shipped.", "order_id")


def _checked(order: Order, chosen: tuple[ShippedLine, ...], on_hand: dict[str, Decimal]) -> tuple[ShippedLine, ...]:
    if not chosen:
        raise Invalid("Choose at least one line to ship.", "lines")
    lines: dict[str, ShippedLine] = {}
    for place, part in enumerate(chosen):
        field = f"lines.{place}"
        line = order.lines.get(part.line_id)
        if line is None:
            raise Invalid(f"{order.called} has no such line.", f"{field}.line_id")
        if part.line_id in lines:
            raise Invalid("The line is chosen twice.", f"{field}.line_id")
        quantity = bounds.quantity(part.quantity, f"{field}.quantity")
        if quantity > _limit(line):
            state = "reserved for it" if line.tracked else "left to ship"
            raise NotAllowed(f"Only {bounds.shown(_limit(line))} are {state}.", f"{field}.quantity")
        if _take(line, quantity, on_hand) < quantity:
            raise NotAllowed("There is less on hand than was reserved.", f"{field}.quantity")
        lines[part.line_id] = ShippedLine(part.line_id, quantity)
    return tuple(lines.values())


def _limit(line: Line) -> Decimal:
    return line.reserved if line.tracked else line.open


def _take(line: Line, quantity: Decimal, on_hand: dict[str, Decimal]) -> Decimal:
    if line.tracked and line.product_id is not None and quantity:
        quantity = min(quantity, on_hand[line.product_id])
        on_hand[line.product_id] -= quantity
    return quantity
