"""What is checked of a customer's details, whoever sends them."""

from domain import bounds
from domain.customers.events import CustomerPersonal


def checked_code(code: str, field: str = "code") -> str:
    """A customer code as it is to be kept; raises Invalid."""
    return bounds.needed(code, field, bounds.CODE_LENGTH)


def checked_personal(personal: CustomerPersonal) -> CustomerPersonal:
    """A customer's details, trimmed; raises Invalid naming the field, such as ``billing.city``."""
    return CustomerPersonal(
        name=bounds.needed(personal.name, "name"),
        contact=bounds.text(personal.contact, "contact"),
        email=bounds.email(personal.email, "email"),
        phone=bounds.text(personal.phone, "phone"),
        vat_number=bounds.text(personal.vat_number, "vat_number", bounds.CODE_LENGTH),
        billing=bounds.address(personal.billing, "billing"),
        shipping=bounds.address(personal.shipping, "shipping"),
        note=bounds.text(personal.note, "note", bounds.NOTE_LENGTH),
    )
