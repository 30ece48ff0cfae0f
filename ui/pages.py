"""The pages there are. Each is imported and built when it is first shown, so that none slows the start."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from ui.actions import Actions
from ui.desk import Desk


class Place(Struct, frozen=True):
    """A page's name, title and icon, and how it is made; ``apart`` puts it at the foot of the navigation.

    What can be done only on a page is registered when the page is made.
    """

    name: str
    title: str
    icon: str
    make: Callable[[Desk, Actions], QWidget]
    apart: bool = False


def _today(desk: Desk, _: Actions) -> QWidget:
    from ui.today.page import TodayPage

    return TodayPage(desk)


def _orders(desk: Desk, actions: Actions) -> QWidget:
    from ui.orders.commands import register
    from ui.orders.page import OrdersPage

    page = OrdersPage(desk)
    register(page, actions)
    return page


def _customers(desk: Desk, _: Actions) -> QWidget:
    from ui.customers.page import CustomersPage

    return CustomersPage(desk)


def _products(desk: Desk, _: Actions) -> QWidget:
    from ui.products.page import ProductsPage

    return ProductsPage(desk)


def _sales(desk: Desk, _: Actions) -> QWidget:
    from ui.sales.page import SalesPage

    return SalesPage(desk)


def _pipeline(desk: Desk, _: Actions) -> QWidget:
    from ui.pipeline.page import PipelinePage

    return PipelinePage(desk)


PLACES = (
    Place("today", "Today", "calendar-check", _today),
    Place("orders", "Orders", "receipt", _orders),
    Place("customers", "Customers", "users", _customers),
    Place("products", "Products", "package", _products),
    Place("sales", "Sales", "chart-line-up", _sales),
    Place("pipeline", "Pipeline", "flow-arrow", _pipeline, apart=True),
)
