"""What the fields of products are called in queries and chips, and the views of products that are built in."""

from typing import Final

from ui.products.words import DISCONTINUED, LOW, WAITING
from ui.query.vocabulary import FieldWords
from ui.views.saved import ALL, SavedView

PRODUCT_WORDS: Final = {
    "is": FieldWords(
        title="Stock", choices={"low_stock": LOW.text, "waiting": WAITING.text, "discontinued": DISCONTINUED.text}
    ),
    "category": FieldWords(title="Category"),
    "available": FieldWords(title="Available"),
    "on_hand": FieldWords(title="On hand"),
    "reserved": FieldWords(title="Reserved"),
    "waiting": FieldWords(title="Waiting"),
    "reorder_point": FieldWords(title="Reorder at"),
    "price": FieldWords(title="Price"),
    "name": FieldWords(title="Name"),
    "sku": FieldWords(title="SKU"),
    "barcode": FieldWords(title="Barcode"),
}
PRODUCT_VIEWS: Final = (
    SavedView(id=ALL, title="All"),
    *(SavedView(id=state, title=title, query=f"is:{state}") for state, title in PRODUCT_WORDS["is"].choices.items()),
)
