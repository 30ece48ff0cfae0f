"""Who the sample wholesaler sells to."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.instants import Instant
from ui.samples.chance import Chance, Weighted
from ui.samples.words import wordlist

_DISCOUNTS = tuple(map(Decimal, (0, 0, 0, 0, 2, 3, 5, 10)))
_PAYS_AFTER = Weighted((3, 8, 14, 20, 30, 45), (2, 4, 6, 4, 4, 1))


class Regular(Struct, frozen=True, kw_only=True):
    """A customer with their habits: how often they order, how much, at what discount, how late they pay."""

    id: str
    code: str
    weight: float
    size: float
    discount: Decimal
    pays_after: int
    distance: int


def customers(chance: Chance, at: Instant, count: int) -> tuple[list[Regular], list[AddCustomer]]:
    """So many customers with the commands that add them: a few big ones, and many small."""
    words = wordlist("customers")
    countries = Weighted(words["countries"], [entry["share"] for entry in words["countries"]])
    names = {entry["country"]: _names(chance, entry) for entry in words["countries"]}
    firsts = [person.partition(" ")[0] for person in words["people"]]
    regulars, commands = [], []
    for place in range(count):
        country = chance.pick(countries)
        billing = _address(chance, country)
        name = next(names[country["country"]])
        contact = f"{chance.one_of(firsts)} {chance.one_of(country['families'])}"
        code = f"C{1001 + place}"
        regular = Regular(
            id=f"customer-{code.lower()}",
            code=code,
            weight=1 / (place + 4) ** 0.7,
            size=0.6 + chance.share() * 1.2,
            discount=chance.one_of(_DISCOUNTS),
            pays_after=chance.pick(_PAYS_AFTER),
            distance=1 if country["country"] == "Germany" else 2,
        )
        personal = CustomerPersonal(
            name=name,
            contact=contact,
            email=f"{_plain(contact)}@{_plain(name)}.example",
            phone=chance.digits(country["phone"]),
            vat_number=chance.digits(country["vat"]),
            billing=billing,
            shipping=_address(chance, country) if chance.happens(0.12) else Address(),
        )
        regulars.append(regular)
        commands.append(
            AddCustomer(
                command_id=chance.id(at),
                actor="sample",
                occurred_at=at,
                customer_id=regular.id,
                code=regular.code,
                personal=personal,
            )
        )
    return regulars, commands


def _names(chance: Chance, country: dict[str, Any]) -> Iterator[str]:
    """Names of businesses of a country, each once: short ones first, then with the place, as in a telephone book."""
    called = [*wordlist("customers")["names"], *country["families"]]
    short = chance.shuffled([f"{kind} {name}" for kind in country["kinds"] for name in called])
    yield from short
    for number, (_, city) in enumerate(chance.shuffled(country["cities"])):
        for name in short[number:]:
            yield f"{name} {city}"


def _address(chance: Chance, country: dict[str, Any]) -> Address:
    postcode, city = chance.one_of(country["cities"])
    street = f"{chance.one_of(country['streets'])} {chance.among(1, 98)}"
    return Address(street=street, postcode=postcode, city=city, country=country["country"])


def _plain(text: str) -> str:
    """A name as it may stand in an email address."""
    letters = {"ß": "ss", "ø": "o", "ł": "l", "Ł": "L", "Ø": "O", "æ": "ae", "Æ": "Ae", "Œ": "Oe", "œ": "oe"}
    for letter, spelled in letters.items():
        text = text.replace(letter, spelled)
    ascii_only = normalize("NFKD", text).encode("ascii", "ignore")
    return ascii_only.decode().lower().replace(" ", ".").replace("'", "")
