"""What may be asked about customers."""

from domain.customers.events import CustomerPersonal
from domain.messages import Command


class AddCustomer(Command, frozen=True, kw_only=True):
    """Take on a customer; the sender makes the id. An empty code is refused, a taken one too."""

    customer_id: str
    code: str
    personal: CustomerPersonal


class ChangeCustomer(Command, frozen=True, kw_only=True):
    """Replace a customer's code and details."""

    customer_id: str
    code: str
    personal: CustomerPersonal


class ImportCustomer(Command, frozen=True, kw_only=True):
    """Add the customer of this code, or bring the known one up to date.

    ``fields`` names the columns a file had: of a known customer only these change (``name``, ``contact``, ``email``,
    ``phone``, ``vat_number``, ``note``, ``billing``, ``shipping``, or a part of an address such as ``billing.city``).
    Refused with NothingToRecord when all is as it was.
    ``customer_id`` is used if the code is new.
    """

    customer_id: str
    code: str
    personal: CustomerPersonal
    fields: tuple[str, ...]
