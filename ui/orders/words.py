"""What an order's states are called on the screen, and in which tone and shape they are shown."""

from msgspec import Struct

from readmodel.orders.detail_answers import Fulfilment, Payment


class Word(Struct, frozen=True):
    """A state in words. ``tone`` is a colour token; ``shape`` says the same without colour."""

    text: str
    tone: str
    shape: str


STATUS = {
    "draft": Word("Draft", "muted", "ring"),
    "open": Word("Open", "info", "dot"),
    "closed": Word("Closed", "good", "check"),
    "cancelled": Word("Cancelled", "muted", "cross"),
}

FULFILMENT: dict[str, Word] = {
    Fulfilment.PART_RESERVED: Word("Part reserved", "warn", "half"),
    Fulfilment.RESERVED: Word("Ready to ship", "info", "dot"),
    Fulfilment.BACKORDERED: Word("Backordered", "bad", "wedge"),
    Fulfilment.PART_SHIPPED: Word("Part shipped", "info", "half"),
    Fulfilment.SHIPPED: Word("Shipped", "good", "check"),
}

PAYMENT: dict[str, Word] = {
    Payment.UNPAID: Word("Unpaid", "warn", "ring"),
    Payment.DEPOSIT: Word("Deposit", "info", "half"),
    Payment.PART_PAID: Word("Part paid", "warn", "half"),
    Payment.PAID: Word("Paid", "good", "check"),
    Payment.OVERPAID: Word("Overpaid", "bad", "wedge"),
}


def words(status: str, fulfilment: Fulfilment, payment: Payment) -> list[Word]:
    """The badges of an order; a cancelled one or a draft has nothing to ship or to pay."""
    found = (STATUS.get(status), FULFILMENT.get(fulfilment), PAYMENT.get(payment))
    return [word for word in found if word is not None]
