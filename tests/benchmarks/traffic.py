"""Orders arriving, paid and noted, on a steady beat: what lists and the window are measured under."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread
from time import perf_counter

from domain.ids import new_id
from domain.messages import Command
from domain.orders.commands import NoteOrder, PlaceOrder, RecordPayment
from domain.orders.content import LineEntry, OrderContent

PER_SECOND = 500


def notes(orders: list[str]) -> Iterator[Command]:
    """The cheapest command there is, on some orders in turn."""
    for number in count():
        yield NoteOrder(order_id=orders[number % len(orders)], text="called back")


def trade(customer: str, products: list[str]) -> Iterator[Command]:
    """An order of two lines, a payment for it, and two notes on it; and so on."""
    for number in count():
        order = new_id()
        lines = tuple(
            LineEntry(line_id=str(line), product_id=products[(number + line) % len(products)]) for line in range(2)
        )
        yield PlaceOrder(order_id=order, content=OrderContent(customer_id=customer, lines=lines))
        yield RecordPayment(order_id=order, amount=1)
        yield NoteOrder(order_id=order, text="called back")
        yield NoteOrder(order_id=order, text="and called again")


@contextmanager
def arriving(docket, commands: Iterator[Command], per_second: int = PER_SECOND) -> Iterator[None]:
    """Meanwhile, so many commands are dispatched per second; in the end all of them are carried out and projected."""
    stop = Event()

    def send() -> None:
        begin = perf_counter()
        for number in count():
            if stop.wait(max(0.0, begin + number / per_second - perf_counter())):
                return
            docket.commands.dispatch(next(commands))

    sender = Thread(target=send, daemon=True)
    sender.start()
    try:
        yield
    finally:
        stop.set()
        sender.join()
        docket.commands.dispatch(next(commands)).exception()
        docket.projector.wait_for(docket.log.head(), timeout=600)
