"""Bringing customers in from a file: new codes are added, known ones brought up to date."""

from msgspec.structs import replace

from domain.customers.adding import add
from domain.customers.changing import change
from domain.customers.commands import ImportCustomer
from domain.customers.customer import CODES, Customer
from domain.customers.events import CustomerPersonal
from domain.customers.personal import checked_code
from domain.work import Work


def merged(known: CustomerPersonal, read: CustomerPersonal, fields: tuple[str, ...]) -> CustomerPersonal:
    """The known details with those fields taken over that the file has a column for, of addresses part by part."""
    changes = {name: getattr(read, name) for name in read.__struct_fields__ if name in fields}
    for place in ("billing", "shipping"):
        parts = [field.removeprefix(f"{place}.") for field in fields if field.startswith(f"{place}.")]
        if parts:
            given = getattr(read, place)
            changes[place] = replace(getattr(known, place), **{part: getattr(given, part) for part in parts})
    return replace(known, **changes)


def handle_import_customer(command: ImportCustomer, work: Work) -> None:
    """Add or change the customer of this code; a known code keeps the spelling it has."""
    owner = work.owner_of(CODES, checked_code(command.code))
    if owner is None:
        customer = work.load_seen(Customer, command.customer_id)
        work.record(customer, add(customer, command.code, command.personal))
    else:
        customer = work.load_seen(Customer, owner)
        personal = merged(customer.personal, command.personal, command.fields)
        work.record(customer, change(customer, customer.code, personal))
