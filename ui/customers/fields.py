"""What the fields of customers are called in queries and chips, and the views of customers that are built in."""

from typing import Final

from ui.query.vocabulary import FieldWords
from ui.views.saved import ALL, SavedView

CUSTOMER_WORDS: Final = {
    "is": FieldWords(title="Orders taken", choices={"with_orders": "With orders", "without_orders": "Without orders"}),
    "country": FieldWords(title="Country"),
    "city": FieldWords(title="City"),
    "orders": FieldWords(title="Number of orders"),
    "turnover": FieldWords(title="Turnover"),
    "last_order": FieldWords(title="Last order"),
    "name": FieldWords(title="Name"),
    "code": FieldWords(title="Code"),
}
CUSTOMER_VIEWS: Final = (
    SavedView(id=ALL, title="All"),
    SavedView(id="with_orders", title="With orders", query="is:with_orders"),
    SavedView(id="without_orders", title="Without orders", query="is:without_orders"),
)
