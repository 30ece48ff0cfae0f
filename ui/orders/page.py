"""The page of orders: work queues as tabs, the list, and the order chosen beside it."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from readmodel.orders.list_spec import ORDERS
from ui.desk import Desk
from ui.intents import EditRecord, ImportFile, LoadSamples, NewRecord, ShowRecord
from ui.orders.actions import ICONS, TEXTS, OrderAction, act, why_not
from ui.orders.columns import order_columns
from ui.orders.detail import OrderDetailPane
from ui.table.columns import ShownRow
from ui.table.page import ListKind, ListPage
from ui.table.states import State, Step
from ui.theme import icon

_TABS: Final = (
    ("", "All"),
    ("to_ship", "To ship"),
    ("late", "Late"),
    ("due_today", "Due today"),
    ("backordered", "Backordered"),
    ("unpaid", "Unpaid"),
    ("drafts", "Drafts"),
)
_STATES: Final = (("", "Any status"), ("open", "Open"), ("closed", "Closed"), ("cancelled", "Cancelled"))
_ORDER_ACTIONS: Final = (OrderAction.SHIP, OrderAction.PAY, OrderAction.NOTE, OrderAction.CANCEL)
_DRAFT_ACTIONS: Final = (OrderAction.EDIT, OrderAction.NOTE, OrderAction.DISCARD)


class OrdersPage(ListPage):
    """All orders and drafts."""

    def __init__(self, desk: Desk) -> None:
        self.pane = OrderDetailPane(desk)
        kind = ListKind(
            name="orders",
            subject="order",
            title="Orders",
            nouns=("order", "orders"),
            names=ORDERS.columns,
            columns=order_columns(desk),
            sort="placed_at",
            falling=True,
            tabs=_TABS,
            states=_STATES,
            states_name="Status",
            prompt="Number, customer or reference",
            loading="Loading orders …",
        )
        super().__init__(desk, kind, self.pane, self.pane.show_order)

    def show_order(self, order_id: str) -> None:
        """Show an order in the list and beside it."""
        self.show_record(order_id)

    def show_placed_on(self, day: date) -> None:
        """Show the orders placed on a day."""
        self._clear_quietly()
        self.bar.limit_to(day)

    def open_row(self, row: ShownRow) -> None:
        if row.raw["status"] == "draft":
            self.desk.request(EditRecord("order", row.key))
        else:
            self.pane.show_order(row.key)
            self.pane.setFocus()

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        raw = row.raw
        for action in _DRAFT_ACTIONS if raw["status"] == "draft" else _ORDER_ACTIONS:
            reason = why_not(action, raw["status"], raw["fulfilment"], raw["payment"])
            entry = menu.addAction(icon(ICONS[action]), TEXTS[action])
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
                Step("orders_first_import", "Import a file", lambda: self.desk.request(ImportFile("orders"))),
                Step("orders_first_samples", "Load sample data", lambda: self.desk.request(LoadSamples())),
            ),
        )
