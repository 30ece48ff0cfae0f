"""Writing something down about an order, whatever its state."""

from domain import bounds
from domain.orders.commands import NoteOrder
from domain.orders.events import OrderNoted
from domain.orders.order import Order
from domain.work import Work


def note(order: Order, text: str) -> OrderNoted:
    """Decide to keep a note, which can't be empty."""
    order.check_exists("order_id")
    return OrderNoted(order_id=order.id, text=bounds.needed(text, "text", bounds.NOTE_LENGTH))


def handle_note_order(command: NoteOrder, work: Work) -> None:
    """Record the note."""
    order = work.load_seen(Order, command.order_id)
    work.record(order, note(order, command.text))
