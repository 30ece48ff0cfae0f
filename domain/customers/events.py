"""What happens to a customer. Everything personal stands in ``personal``, so that it can be erased by itself."""

from msgspec import Struct

from domain.addresses import Address
from domain.messages import Event


class CustomerPersonal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What tells who a customer is. An empty shipping address means: the billing address."""

    name: str
    contact: str = ""
    email: str = ""
    phone: str = ""
    vat_number: str = ""
    billing: Address = Address()
    shipping: Address = Address()
    note: str = ""


class CustomerAdded(Event, frozen=True, kw_only=True):
    """A customer was taken on, under a code that nobody else has."""

    customer_id: str
    code: str
    personal: CustomerPersonal


class CustomerChanged(Event, frozen=True, kw_only=True):
    """A customer's code or details changed to these."""

    customer_id: str
    code: str
    personal: CustomerPersonal
