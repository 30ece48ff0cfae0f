"""Recording what the customer pays."""

from domain import bounds
from domain.errors import Invalid, NotAllowed
from domain.money import Amount
from domain.orders.commands import RecordPayment
from domain.orders.completing import complete_if_done
from domain.orders.content import OrderStatus
from domain.orders.events import PaymentRecorded
from domain.orders.order import Order
from domain.work import Work


def pay(order: Order, amount: Amount, payment_id: str, method: str = "", reference: str = "") -> PaymentRecorded:
    """Decide to take a payment for an open order; deposits, parts and more than is due are all welcome."""
    order.check_exists("order_id")
    if order.status is OrderStatus.DRAFT:
        raise NotAllowed("A draft has to be placed before it can be paid.", "order_id")
    if order.status is not OrderStatus.OPEN:
        raise NotAllowed(f"{order.called} is {order.status}, so it takes no payment.", "order_id")
    amount = bounds.amount(amount, "amount")
    if amount == 0:
        raise Invalid("A payment must be more than 0.", "amount")
    bounds.amount(order.paid + amount, "amount")
    return PaymentRecorded(
        order_id=order.id,
        payment_id=payment_id,
        amount=amount,
        method=bounds.text(method, "method"),
        reference=bounds.text(reference, "reference"),
    )


def handle_record_payment(command: RecordPayment, work: Work) -> None:
    """Record the payment, and close the order if nothing else is left to do."""
    order = work.load_seen(Order, command.order_id)
    paid = pay(order, command.amount, command.command_id, command.method, command.reference)
    work.record(order, paid)
    complete_if_done(order, work)
