"""The page of orders: the list, and the order chosen beside it."""

from functools import partial

from PySide6.QtWidgets import QMenu

from readmodel.orders.list_spec import ORDERS
from ui.desk import Desk
from ui.intents import EditRecord, ImportFile, LoadSamples, NewRecord, ShowRecord
from ui.orders.actions import ICONS, TEXTS, act, actions_for, shown_key, why_not
from ui.orders.columns import order_columns
from ui.orders.detail import OrderDetailPane
from ui.orders.fields import ORDER_VIEWS, ORDER_WORDS
from ui.table.columns import ShownRow
from ui.table.kind import ListKind
from ui.table.page import ListPage
from ui.table.states import State, Step
from ui.theme import icon


class OrdersPage(ListPage):
    """All orders and drafts."""

    def __init__(self, desk: Desk) -> None:
        self.pane = OrderDetailPane(desk)
        kind = ListKind(
            spec=ORDERS,
            title="Orders",
            nouns=("order", "orders"),
            columns=order_columns(desk),
            sort="placed_at",
            falling=True,
            words=ORDER_WORDS,
            views=ORDER_VIEWS,
            prompt="Number, customer, reference or filter",
        )
        super().__init__(desk, kind, self.pane)

    def open_row(self, row: ShownRow) -> None:
        if row.raw["status"] == "draft":
            self.desk.request(EditRecord("order", row.key))
        else:
            self.pane.follow(row.key)
            self.pane.enter()

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        raw = row.raw
        for action in actions_for(raw["status"]):
            reason = why_not(action, raw["status"], raw["fulfilment"], raw["payment"])
            # Shown, not bound: the page itself listens for the key.
            entry = menu.addAction(icon(ICONS[action]), f"{TEXTS[action]}\t{shown_key(action)}".rstrip())
            entry.setObjectName(f"order_menu_{action}")
            entry.setEnabled(not reason)
            entry.setToolTip(reason)
            entry.triggered.connect(partial(act, self.desk, action, row.key, self))
        if raw["customer_id"]:
            menu.addSeparator()
            show = menu.addAction(icon("user"), "Show customer")
            show.setObjectName("order_menu_customer")
            show.triggered.connect(lambda: self.desk.request(ShowRecord("customer", raw["customer_id"])))

    def when_empty(self) -> State:
        return State(
            icon="receipt",
            heading="No orders yet",
            text="Orders appear here as they are entered or imported, newest first.",
            steps=(
                Step("orders_first_new", "New order", lambda: self.desk.request(NewRecord("order"))),
                Step("orders_first_import", "Import…", lambda: self.desk.request(ImportFile("orders"))),
                Step("orders_first_samples", "Load sample data", lambda: self.desk.request(LoadSamples())),
            ),
        )
