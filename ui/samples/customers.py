"""Who the sample wholesaler sells to."""

from decimal import Decimal
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.instants import Instant
from ui.samples.chance import Chance
from ui.samples.words import wordlist

COUNT = 120


class Regular(Struct, frozen=True, kw_only=True):
    """A customer with their habits: how often they order, how much, at what discount, how late they pay."""

    id: str
    weight: float
    size: float
    discount: Decimal
    pays_after: int
    distance: int


def customers(chance: Chance, at: Instant) -> tuple[list[Regular], list[AddCustomer]]:
    """All customers with the commands that add them: a few big ones, and many small."""
    words = wordlist("customers")
    names = chance.shuffled([f"{kind} {name}" for name in words["names"] for kind in words["kinds"]])
    regulars, commands = [], []
    for place in range(COUNT):
        country = chance.one_of(words["countries"], [entry["share"] for entry in words["countries"]])
        name, contact = names[place], chance.one_of(words["people"])
        regular = Regular(
            id=chance.id(at),
            weight=1 / (place + 4) ** 0.7,
            size=0.6 + chance.share() * 1.2,
            discount=Decimal(chance.one_of((0, 0, 0, 0, 2, 3, 5, 10))),
            pays_after=chance.one_of((3, 8, 14, 20, 30, 45), (2, 4, 6, 4, 4, 1)),
            distance=1 if country["country"] == "Germany" else 2,
        )
        personal = CustomerPersonal(
            name=name,
            contact=contact,
            email=f"{_plain(contact)}@{_plain(name)}.example",
            phone=chance.digits(country["phone"]),
            vat_number=chance.digits(country["vat"]),
            billing=_address(chance, country),
            shipping=_address(chance, country) if chance.happens(0.12) else Address(),
        )
        regulars.append(regular)
        commands.append(
            AddCustomer(
                command_id=chance.id(at),
                actor="sample",
                occurred_at=at,
                customer_id=regular.id,
                code=f"C{1001 + place}",
                personal=personal,
            )
        )
    return regulars, commands


def _address(chance: Chance, country: dict[str, Any]) -> Address:
    postcode, city = chance.one_of(country["cities"])
    street = f"{chance.one_of(country['streets'])} {chance.among(1, 98)}"
    return Address(street=street, postcode=postcode, city=city, country=country["country"])


def _plain(text: str) -> str:
    """A name as it may stand in an email address."""
    ascii_only = normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l")).encode(
        "ascii", "ignore"
    )
    return ascii_only.decode().lower().replace(" ", ".").replace("'", "")
