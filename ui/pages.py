"""The pages there are. Each is imported and built when it is first shown, so that none slows the start."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from ui.desk import Desk


class Place(Struct, frozen=True):
    """A page's name, title and icon, and how it is made; ``apart`` puts it at the foot of the navigation."""

    name: str
    title: str
    icon: str
    make: Callable[[Desk], QWidget]
    apart: bool = False


def _today(desk: Desk) -> QWidget:
    from ui.today.page import TodayPage

    return TodayPage(desk)


def _orders(desk: Desk) -> QWidget:
    from ui.orders.page import OrdersPage

    return OrdersPage(desk)


def _customers(desk: Desk) -> QWidget:
    from ui.customers.page import CustomersPage

    return CustomersPage(desk)


def _products(desk: Desk) -> QWidget:
    from ui.products.page import ProductsPage

    return ProductsPage(desk)


def _pipeline(desk: Desk) -> QWidget:
    from ui.pipeline.page import PipelinePage

    return PipelinePage(desk)


PLACES = (
    Place("today", "Today", "calendar-check", _today),
    Place("orders", "Orders", "receipt", _orders),
    Place("customers", "Customers", "users", _customers),
    Place("products", "Products", "package", _products),
    Place("pipeline", "Pipeline", "flow-arrow", _pipeline, apart=True),
)
