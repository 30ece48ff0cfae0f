"""The page of customers: the list, and the customer chosen beside it."""

from PySide6.QtWidgets import QMenu

from domain.instants import local_time
from readmodel.customers.list import CUSTOMERS
from ui import formats
from ui.customers.detail import CustomerDetailPane
from ui.customers.fields import CUSTOMER_VIEWS, CUSTOMER_WORDS
from ui.desk import Desk
from ui.intents import EditRecord, ImportFile, NewRecord, ShowPage
from ui.query.writing import write_value
from ui.table.columns import ShownRow, TableColumn
from ui.table.kind import ListKind
from ui.table.page import ListPage
from ui.table.states import State, Step
from ui.theme import icon


class CustomersPage(ListPage):
    """All customers."""

    def __init__(self, desk: Desk) -> None:
        self.pane = CustomerDetailPane(desk)
        kind = ListKind(
            spec=CUSTOMERS,
            title="Customers",
            nouns=("customer", "customers"),
            columns=_columns(desk),
            sort="name",
            words=CUSTOMER_WORDS,
            views=CUSTOMER_VIEWS,
            prompt="Name, code, contact, city or filter",
        )
        super().__init__(desk, kind, self.pane)
        button = self.add_button("new_customer", "New customer", lambda: desk.request(NewRecord("customer")))
        button.setIcon(icon("plus"))

    def open_row(self, row: ShownRow) -> None:
        self.desk.request(EditRecord("customer", row.key))

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        edit = menu.addAction(icon("pencil-simple"), "Edit customer")
        edit.setObjectName("customer_menu_edit")
        edit.triggered.connect(lambda: self.desk.request(EditRecord("customer", row.key)))
        order = menu.addAction(icon("plus"), "New order for this customer")
        order.setObjectName("customer_menu_order")
        order.triggered.connect(lambda: self.desk.request(NewRecord("order", for_customer=row.key)))
        orders = menu.addAction(icon("receipt"), "Show orders")
        orders.setObjectName("customer_menu_orders")
        orders.setEnabled(row.raw["orders"] > 0)
        query = f"customer:{write_value(row.raw['code'])}"
        orders.triggered.connect(lambda: self.desk.request(ShowPage(page="orders", query=query)))

    def when_empty(self) -> State:
        return State(
            icon="users",
            heading="No customers yet",
            text="Customers appear here as they are entered or imported. An order needs one.",
            steps=(
                Step("customers_first_new", "New customer", lambda: self.desk.request(NewRecord("customer"))),
                Step("customers_first_import", "Import…", lambda: self.desk.request(ImportFile("customers"))),
            ),
        )


def _columns(desk: Desk) -> tuple[TableColumn, ...]:
    # Each is left out where it would not fit beside those that matter more.
    return (
        TableColumn(name="code", title="Code", width=80, sort="code", strong=True),
        TableColumn(name="name", title="Name", width=150, sort="name", grows=True),
        TableColumn(name="city", title="City", width=106, sort="city", wide=562),
        TableColumn(name="country", title="Country", width=112, sort="country", wide=744),
        TableColumn(
            name="orders",
            title="Orders",
            width=70,
            sort="orders",
            falling=True,
            figures=True,
            wide=632,
            total=lambda orders: f"{formats.count(orders)} orders",
            show=lambda raw: formats.count(raw["orders"]),
        ),
        TableColumn(
            name="turnover",
            title="Turnover",
            width=122,
            sort="turnover",
            falling=True,
            figures=True,
            money=True,
            total=lambda turnover: f"turnover {formats.money(turnover, desk.business().currency or '')}",
            show=lambda raw: _turnover(raw["turnover"], desk),
        ),
        TableColumn(
            name="last_order_at",
            title="Last order",
            width=104,
            wide=456,
            sort="last_order_at",
            falling=True,
            show=lambda raw: _day(raw["last_order_at"], desk),
        ),
    )


def _turnover(amount: int, desk: Desk) -> str:
    currency = desk.business().currency
    return formats.amount(amount, currency) if currency else ""


def _day(instant: int, desk: Desk) -> str:
    return formats.day(local_time(instant, desk.time_zone()).date()) if instant else ""
