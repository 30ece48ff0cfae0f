"""What happened to an order, in words."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QWidget

from readmodel.orders.detail_answers import OrderDetail, TimelineEntry
from ui import formats
from ui.widgets.text import clear_layout, label

Facts = Mapping[str, str | int | None]


def _placed(facts: Facts, currency: str) -> str:
    return f"Placed as {facts['number']}" if facts.get("number") else "Placed"


def _shipped(facts: Facts, currency: str) -> str:
    lines = int(facts.get("lines") or 0)
    what = "Shipped" if not lines else f"Shipped {lines} {'line' if lines == 1 else 'lines'}"
    return f"{what}, tracking {facts['tracking']}" if facts.get("tracking") else what


def _paid(facts: Facts, currency: str) -> str:
    words = f"Paid {formats.amount(int(facts.get('amount') or 0), currency)}"
    return ", ".join(str(part) for part in (words, facts.get("method"), facts.get("reference")) if part)


def _reserved(facts: Facts, currency: str) -> str:
    quantity = formats.quantity(Decimal(str(facts.get("quantity") or 0)))
    return f"Stock came in: {quantity} × {facts.get('what') or 'a line'} set aside"


_WORDS: dict[str, Callable[[Facts, str], str]] = {
    "OrderDrafted": lambda facts, currency: "Draft begun",
    "DraftDescribed": lambda facts, currency: "Draft changed",
    "LineAdded": lambda facts, currency: "Line added",
    "LineChanged": lambda facts, currency: "Line changed",
    "LineRemoved": lambda facts, currency: "Line removed",
    "OrderPlaced": _placed,
    "LineReserved": _reserved,
    "OrderShipped": _shipped,
    "PaymentRecorded": _paid,
    "OrderNoted": lambda facts, currency: f"“{facts.get('text', '')}”",
    "OrderCancelled": lambda facts, currency: f"Cancelled: {facts['reason']}" if facts.get("reason") else "Cancelled",
    "OrderCompleted": lambda facts, currency: "Closed: nothing left to ship or to pay",
}


def in_words(entry: TimelineEntry, currency: str) -> str:
    """One entry as a sentence; an event that has none yet is named as it is."""
    words = _WORDS.get(entry.type)
    return entry.type if words is None else words(entry.facts, currency)


class Timeline(QWidget):
    """Newest first, each with its moment and who did it. Long histories show their newest part."""

    MOST = 200

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("order_timeline")
        self.setAccessibleName("Timeline")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_order(self, order: OrderDetail, time_zone: str) -> None:
        """Show an order's history."""
        clear_layout(self._grid)
        newest = sorted(order.timeline, key=lambda entry: entry.position, reverse=True)
        for row, entry in enumerate(_together(newest)[: self.MOST]):
            when = label(formats.moment(entry.occurred_at, time_zone), "small")
            words = label(in_words(entry, order.currency), wrap=True)
            if entry.actor not in ("", "desk"):
                words.setText(f"{words.text()} ({entry.actor})")
            self._grid.addWidget(when, row, 0)
            self._grid.addWidget(words, row, 1)


def _together(entries: list[TimelineEntry]) -> list[TimelineEntry]:
    """A draft saved with twenty changed lines was one act: of each run of draft events at one moment, one stands."""
    kept: list[TimelineEntry] = []
    for entry in entries:
        drafting = entry.type in _DRAFTING
        if drafting and kept and kept[-1].type in _DRAFTING and kept[-1].occurred_at == entry.occurred_at:
            kept[-1] = entry
        else:
            kept.append(entry)
    return kept


_DRAFTING = ("OrderDrafted", "DraftDescribed", "LineAdded", "LineChanged", "LineRemoved")
