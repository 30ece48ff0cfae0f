"""Postal addresses."""

from msgspec import Struct


class Address(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where goods or letters go; ``country`` is a name or code as the customer writes it."""

    name: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
