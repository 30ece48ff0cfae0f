"""Changing a customer's code or details."""

from domain.customers.commands import ChangeCustomer
from domain.customers.customer import Customer
from domain.customers.events import CustomerChanged, CustomerPersonal
from domain.customers.personal import checked_code, checked_personal
from domain.errors import NothingToRecord
from domain.work import Work


def change(customer: Customer, code: str, personal: CustomerPersonal) -> CustomerChanged:
    """Decide to replace code and details; NothingToRecord if both are as they were."""
    customer.check_exists("customer_id")
    changed = CustomerChanged(customer_id=customer.id, code=checked_code(code), personal=checked_personal(personal))
    if changed.code == customer.code and changed.personal == customer.personal:
        raise NothingToRecord("Nothing about the customer changed.")
    return changed


def handle_change_customer(command: ChangeCustomer, work: Work) -> None:
    """Record the change."""
    customer = work.load_seen(Customer, command.customer_id)
    work.record(customer, change(customer, command.code, command.personal))
