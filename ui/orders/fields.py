"""What the fields of orders are called in queries and chips, and the views of orders that are built in."""

from typing import Final

from ui.orders.words import FULFILMENT, PAYMENT, STATUS
from ui.query.vocabulary import FieldWords
from ui.views.saved import ALL, SavedView

ORDER_WORDS: Final = {
    "is": FieldWords(
        title="Work",
        choices={
            "to_ship": "To ship",
            "late": "Late",
            "due_today": "Due today",
            "backordered": "Backordered",
            "unpaid": "Unpaid",
            "overdue": "Payment overdue",
            "drafts": "Drafts",
        },
        also=("queue",),
    ),
    "status": FieldWords(title="Status", choices={value: word.text for value, word in STATUS.items()}),
    "fulfilment": FieldWords(
        title="Fulfilment",
        choices={value: word.text for value, word in FULFILMENT.items()} | {"none": "Draft"},
        also=("fulfillment", "goods"),
    ),
    "payment": FieldWords(
        title="Payment",
        choices={value: word.text for value, word in PAYMENT.items()} | {"none": "Nothing to pay"},
        queues=("overdue",),
    ),
    "customer": FieldWords(title="Customer"),
    "product": FieldWords(title="Product", also=("sku", "item")),
    "category": FieldWords(title="Category"),
    "country": FieldWords(title="Country"),
    "city": FieldWords(title="City"),
    "placed": FieldWords(title="Placed", also=("date", "ordered")),
    "due": FieldWords(title="Due", queues=("overdue", "late")),
    "shipped": FieldWords(title="Shipped"),
    "total": FieldWords(title="Total", also=("amount",)),
    "balance": FieldWords(title="To pay", also=("open_amount",)),
    "net": FieldWords(title="Net"),
    "paid": FieldWords(title="Paid"),
    "lines": FieldWords(title="Lines"),
    "number": FieldWords(title="Number"),
    "reference": FieldWords(title="Reference"),
    "source": FieldWords(title="Source number"),
    "note": FieldWords(title="Note"),
}

_TABS: Final = ("to_ship", "late", "due_today", "backordered", "unpaid", "drafts")
ORDER_VIEWS: Final = (
    SavedView(id=ALL, title="All"),
    *(SavedView(id=queue, title=ORDER_WORDS["is"].choices[queue], query=f"is:{queue}") for queue in _TABS),
)
"""As many as a small window has room for."""
