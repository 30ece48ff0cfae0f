"""A customer, as decisions need to know it."""

from typing import ClassVar, Final

from domain.aggregate import Aggregate, Claim
from domain.customers.events import CustomerAdded, CustomerChanged, CustomerPersonal
from domain.messages import Event

CODES: Final = "customer_code"
"""The space in which customer codes are unique."""


class Customer(Aggregate):
    """A code that nobody else has, and who the customer is."""

    KIND: ClassVar[str] = "customer"

    code: str = ""
    personal: CustomerPersonal = CustomerPersonal(name="")

    @property
    def called(self) -> str:
        """By the name."""
        return f"customer {self.personal.name}"

    def claims(self) -> tuple[Claim, ...]:
        """Its code."""
        return (Claim(CODES, self.code, "code"),)

    def apply(self, event: Event) -> None:
        """Each event carries the whole state."""
        assert isinstance(event, CustomerAdded | CustomerChanged)
        self.code = event.code
        self.personal = event.personal
