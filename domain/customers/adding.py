"""Taking on a customer."""

from domain.bounds import identifier, key
from domain.customers.commands import AddCustomer
from domain.customers.customer import CODES, Customer
from domain.customers.events import CustomerAdded, CustomerPersonal
from domain.customers.personal import checked_code, checked_personal
from domain.errors import AlreadyRecorded, AlreadyTaken
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
    record_added(customer, add(customer, command.code, command.personal), work)


def record_added(customer: Customer, added: CustomerAdded, work: Work) -> None:
    """Claim the new customer's code and record it."""
    claim_code(customer, added.code, work)
    work.record(customer, added)


def claim_code(customer: Customer, code: str, work: Work) -> None:
    """Take a code for a customer; raises AlreadyTaken naming who has it."""
    holder = work.owner_of(CODES, key(code))
    if holder is not None and holder != customer.id:
        name = work.load(Customer, holder).personal.name
        raise AlreadyTaken(f"The code {code} is taken by customer {name}.", "code")
    work.claim(CODES, key(code), customer.id, "code")
