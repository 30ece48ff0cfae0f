"""From the form to the command: the order's content, or the first thing that stands in its way."""

from datetime import date

from msgspec import Struct

from domain.orders.content import LineEntry, OrderContent
from ui.orders.entry import TypedOrder
from ui.orders.lines import OrderLines
from ui.orders.understanding import Problems, UnderstoodHead, drafted_line, understand_head


class Unready(Struct, frozen=True):
    """Why it can't be, field by field for the head, and in a sentence for the lines."""

    problems: Problems
    message: str


def placeable(order: TypedOrder, lines: OrderLines, today: date) -> OrderContent | Unready:
    """All that placing needs, or what is missing."""
    head = understand_head(order, today)
    problems = dict(head.problems)
    if order.customer is None and "customer_id" not in problems:
        problems["customer_id"] = "An order needs a customer."
    entries = [understood.entry for row in range(lines.blank_row) if (understood := lines.understood(row))]
    complete = tuple(entry for entry in entries if entry is not None)
    message = ""
    if not entries:
        message = "An order needs at least one line."
    elif (first := lines.first_problem()) is not None:
        row, column, text = first
        message = f"Line {row + 1}, {column.name.lower()}: {text}"
    if problems or message:
        return Unready(problems, message)
    return _content(order, head, complete)


def draftable(order: TypedOrder, lines: OrderLines, today: date) -> OrderContent | Unready:
    """The content as a draft holds it; Unready where a draft could not hold all that was typed."""
    head = understand_head(order, today)
    entries: list[LineEntry] = []
    for row in range(lines.blank_row):
        understood = lines.understood(row)
        entry = drafted_line(lines.line(row), understood) if understood else None
        if entry is None:
            problem = next(iter(lines.problems(row).values()), "something can't be read")
            return Unready(head.problems, f"Line {row + 1}: {problem}")
        entries.append(entry)
    if head.problems:
        return Unready(head.problems, next(iter(head.problems.values())))
    return _content(order, head, tuple(entries))


def _content(order: TypedOrder, head: UnderstoodHead, lines: tuple[LineEntry, ...]) -> OrderContent:
    return OrderContent(
        customer_id=order.customer.customer_id if order.customer else None,
        lines=lines,
        charges=head.charges,
        due_on=head.due_on,
        reference=order.reference.strip(),
        ship_to=head.ship_to,
    )
