"""The page of products: the list with stock, and the product chosen beside it."""

from functools import partial

from PySide6.QtWidgets import QMenu

from readmodel.products.list import PRODUCTS
from readmodel.scaled import unscaled
from ui import formats
from ui.desk import Desk
from ui.intents import EditRecord, ImportFile, NewRecord
from ui.products.actions import ICONS, TEXTS, ProductAction, act, why_not
from ui.products.detail import ProductDetailPane
from ui.products.fields import PRODUCT_VIEWS, PRODUCT_WORDS
from ui.products.words import words
from ui.table.columns import Mark, Raw, ShownRow, TableColumn
from ui.table.kind import ListKind
from ui.table.page import ListPage
from ui.table.states import State, Step
from ui.theme import icon


class ProductsPage(ListPage):
    """All products."""

    def __init__(self, desk: Desk) -> None:
        self.pane = ProductDetailPane(desk)
        kind = ListKind(
            spec=PRODUCTS,
            title="Products",
            nouns=("product", "products"),
            columns=_columns(desk),
            sort="name",
            words=PRODUCT_WORDS,
            views=PRODUCT_VIEWS,
            prompt="Name, SKU, barcode, category or filter",
        )
        super().__init__(desk, kind, self.pane)
        button = self.add_button("new_product", "New product", lambda: desk.request(NewRecord("product")))
        button.setIcon(icon("plus"))

    def open_row(self, row: ShownRow) -> None:
        self.desk.request(EditRecord("product", row.key))

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        for action in (ProductAction.EDIT, ProductAction.RECEIVE, ProductAction.CORRECT):
            reason = why_not(action, tracked=bool(row.raw["tracked"]))
            entry = menu.addAction(icon(ICONS[action]), TEXTS[action])
            entry.setObjectName(f"product_menu_{action}")
            entry.setEnabled(not reason)
            entry.setToolTip(reason)
            entry.triggered.connect(partial(act, self.desk, action, row.key, self))

    def when_empty(self) -> State:
        return State(
            icon="package",
            heading="No products yet",
            text="Products appear here as they are entered or imported, with what is in stock of them.",
            steps=(
                Step("products_first_new", "New product", lambda: self.desk.request(NewRecord("product"))),
                Step("products_first_import", "Import…", lambda: self.desk.request(ImportFile("products"))),
            ),
        )


def _columns(desk: Desk) -> tuple[TableColumn, ...]:
    # Each is left out where it would not fit beside those that matter more.
    return (
        TableColumn(name="sku", title="SKU", width=96, sort="sku", strong=True),
        TableColumn(name="name", title="Name", width=130, sort="name", grows=True),
        TableColumn(name="stock", title="Stock", width=128, sort="available", wide=354, show=_stock),
        _quantity("available", "Available", wide=438),
        _quantity("on_hand", "On hand", wide=752),
        _quantity("reserved", "Reserved", hidden=True),
        _quantity("waiting", "Waiting", hidden=True),
        _quantity("reorder_point", "Reorder at", hidden=True),
        TableColumn(name="unit", title="Unit", width=110, hidden=True),
        TableColumn(
            name="price",
            title="Price",
            width=96,
            sort="price",
            falling=True,
            figures=True,
            money=True,
            wide=534,
            show=lambda raw: formats.price(unscaled(raw["price"]), desk.business().currency or ""),
        ),
        TableColumn(name="category", title="Category", width=134, sort="category", wide=668),
        TableColumn(name="barcode", title="Barcode", width=130, sort="barcode", hidden=True),
    )


def _quantity(name: str, title: str, *, hidden: bool = False, wide: int = 0) -> TableColumn:
    return TableColumn(
        name=name,
        title=title,
        width=84,
        sort=name,
        falling=True,
        figures=True,
        hidden=hidden,
        wide=wide,
        show=lambda raw: formats.quantity(unscaled(raw[name])) if raw["tracked"] else "",
    )


def _stock(raw: Raw) -> Mark:
    first, *_ = words(
        discontinued=bool(raw["discontinued"]),
        tracked=bool(raw["tracked"]),
        waiting=bool(raw["waiting"]),
        low=bool(raw["low"]),
    )
    return first
