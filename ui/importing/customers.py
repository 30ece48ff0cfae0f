"""Rows of a customer file: one customer each."""

from domain.addresses import Address
from domain.customers.commands import ImportCustomer
from domain.customers.events import CustomerPersonal
from domain.ids import new_id
from ui.importing.cells import Cells
from ui.importing.csvfile import Row
from ui.importing.prepared import Prepared, Rejected

_BILLING = ("street", "city", "region", "postcode", "country")
_SHIPPING = {
    "ship_name": "name",
    "ship_address": "street",
    "ship_city": "city",
    "ship_region": "region",
    "ship_postcode": "postcode",
    "ship_country": "country",
}


def customer(row: Row, cells: Cells) -> Prepared | Rejected:
    """A row as a customer to add or bring up to date, or with what is wrong with it."""
    fields = _fields(cells)
    code = cells.needed(row, "customer_code")
    personal = CustomerPersonal(
        name=cells.text(row, "customer_name"),
        contact=cells.text(row, "contact"),
        email=cells.text(row, "email"),
        phone=cells.text(row, "phone"),
        vat_number=cells.text(row, "vat_number"),
        note=cells.text(row, "note"),
        billing=Address(**{name: cells.text(row, name) for name in _BILLING}),
        shipping=Address(**{part: cells.text(row, name) for name, part in _SHIPPING.items()}),
    )
    if problems := cells.take_problems():
        return Rejected(problems=problems, rows=(row,))
    command = ImportCustomer(actor="import", customer_id=new_id(), code=code, personal=personal, fields=fields)
    return Prepared(command=command, rows=(row,))


def _fields(cells: Cells) -> tuple[str, ...]:
    """What of a known customer the file may change: that for which it has a column."""
    own = [name for name in ("contact", "email", "phone", "vat_number", "note") if cells.has(name)]
    if cells.has("customer_name"):
        own.append("name")
    own += [f"billing.{name}" for name in _BILLING if cells.has(name)]
    own += [f"shipping.{part}" for name, part in _SHIPPING.items() if cells.has(name)]
    return tuple(own)
