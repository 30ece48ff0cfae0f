"""A real docket with a few hundred customers, and the page that lists them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

import main
from domain.customers.commands import AddCustomer, ChangeCustomer
from domain.customers.events import CustomerPersonal
from tests.ui.trading import opened
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.table.model import ListModel
from ui.table.page import ListPage
from ui.theme import Theme

MANY = 450


def customer_id(number: int) -> str:
    """The id of a customer."""
    return f"01900000-0000-7000-8000-{number:012}"


def adding(number: int, name: str = "") -> AddCustomer:
    """A customer whose name and code sort alike."""
    personal = CustomerPersonal(name=name or f"Customer {number:04}")
    return AddCustomer(customer_id=customer_id(number), code=f"C{number:04}", personal=personal)


def renaming(number: int, name: str, code: str = "") -> ChangeCustomer:
    """The same customer under another name."""
    return ChangeCustomer(
        customer_id=customer_id(number), code=code or f"C{number:04}", personal=CustomerPersonal(name=name)
    )


@pytest.fixture
def customers(docket: main.Docket) -> None:
    """Customers 0001 to 0450."""
    futures = [docket.commands.dispatch(command) for command in [opened(), *(adding(n) for n in range(1, MANY + 1))]]
    docket.projector.wait_for(max(future.result(20).position for future in futures), 20)


@pytest.fixture
def page(qtbot: QtBot, customers: None, desk: Desk, theme: Theme) -> Iterator[CustomersPage]:
    """The page, shown, with its first rows there."""
    made = CustomersPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitUntil(lambda: model_of(made).rowCount() == MANY and laid_out(made))
    yield made
    made.close()


def model_of(page: ListPage) -> ListModel:
    """The page's model."""
    model = page.table.model()
    assert isinstance(model, ListModel)
    return model


def laid_out(page: CustomersPage) -> bool:
    """Whether any row can be jumped to."""
    snapshot = model_of(page).snapshot
    return snapshot is not None and snapshot.order is not None


def cell(page: CustomersPage, rank: int, column: int = 0) -> str:
    """What a cell says."""
    model = model_of(page)
    return str(model.data(model.index(rank, column)))


@pytest.fixture
def watched(page: CustomersPage) -> CustomersPage:
    """The page with Qt's own model tester at its model."""
    QAbstractItemModelTester(model_of(page), QAbstractItemModelTester.FailureReportingMode.Warning, page)
    return page


Carry = Callable[..., object]
