"""Customers as files, a row each."""

from typing import Any

from domain.addresses import Address
from readmodel.export import ExportedCustomer
from ui.exporting.values import amount, guarded, moment

COLUMNS = (
    "customer_code", "customer_name", "contact", "email", "phone", "vat_number",
    "street", "city", "region", "postcode", "country",
    "ship_name", "ship_address", "ship_city", "ship_region", "ship_postcode", "ship_country",
    "note", "orders", "turnover", "last_order_at",
)  # fmt: skip

_FIGURES = frozenset(("orders", "turnover", "last_order_at"))


def as_object(customer: ExportedCustomer, currency: str, time_zone: str) -> dict[str, Any]:
    """A customer with figures, by column."""
    who = customer.personal
    values = (
        customer.code,
        who.name,
        who.contact,
        who.email,
        who.phone,
        who.vat_number,
        *_parts(who.billing),
        who.shipping.name,
        *_parts(who.shipping),
        who.note,
        str(customer.orders),
        amount(customer.turnover, currency) if currency else "0",
        moment(customer.last_order_at, time_zone),
    )
    return dict(zip(COLUMNS, values, strict=True))


def row(customer: ExportedCustomer, currency: str, time_zone: str) -> list[str]:
    """The same as a row of a table."""
    found = as_object(customer, currency, time_zone)
    return [value if name in _FIGURES else guarded(value) for name, value in found.items()]


def _parts(address: Address) -> tuple[str, ...]:
    return address.street, address.city, address.region, address.postcode, address.country
