"""Taking on a customer."""

from domain.bounds import identifier
from domain.customers.commands import AddCustomer
from domain.customers.customer import Customer
from domain.customers.events import CustomerAdded, CustomerPersonal
from domain.customers.personal import checked_code, checked_personal
from domain.errors import AlreadyRecorded
from domain.work import Work


def add(customer: Customer, code: str, personal: CustomerPersonal) -> CustomerAdded:
    """Decide to take on a customer; code and name are needed."""
    if customer.exists:
        raise AlreadyRecorded("This customer was added before.", "customer_id")
    return CustomerAdded(
        customer_id=identifier(customer.id, "customer_id"),
        code=checked_code(code),
        personal=checked_personal(personal),
    )


def handle_add_customer(command: AddCustomer, work: Work) -> None:
    """Add the customer under a code of its own."""
    customer = work.load_seen(Customer, command.customer_id)
    work.record(customer, add(customer, command.code, command.personal))
