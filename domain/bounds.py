"""How large, long and fine values may be, in one place, and the checks that hold them to it.

Whatever passes here can be stored and summed anywhere: the read store keeps decimals as 64-bit integers scaled by 10^6
and amounts as 64-bit minor units (below 9.2 × 10^18), so a quantity times a million, a price times a million and the
sum of thousands of the largest amounts still fit. Texts are bounded because they are copied into every snapshot, and
hold no NUL (PostgreSQL refuses it) and no lone surrogate (UTF-8 has none).

Every check returns the value as it is to be kept, or raises Invalid naming the field.
"""

from decimal import Decimal
from typing import Final

from domain.addresses import Address
from domain.errors import Invalid
from domain.instants import Instant
from domain.money import PLACES, Amount

QUANTITY_LIMIT: Final = Decimal(10**9)
"""A single quantity stays below it, also the whole stock of a product."""
PRICE_LIMIT: Final = Decimal(10**12)
"""A unit price stays below it; currencies of small units need more room than quantities do."""
AMOUNT_LIMIT: Final = 10**15
"""An amount, in minor units, stays below it: ten trillion euros, and 9,000 of them still sum into 64 bits."""
LINE_LIMIT: Final = 10_000
"""Lines of one order: it is decided, stored and shown as one piece."""
CODE_LENGTH: Final = 64
NAME_LENGTH: Final = 200
NOTE_LENGTH: Final = 10_000
EARLIEST: Final[Instant] = 31_536_000_000_000
"""1971-01-01; earlier ones, and those from 2500 on, are slips of the pen. The read store has 0 stand for no moment, so
that none is 0 or before it."""
LATEST: Final[Instant] = 16_725_225_600_000_000

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_STEP = Decimal(1).scaleb(-PLACES)
_NAMES = {"sku": "SKU", "vat_number": "VAT number", "ship_to": "Ship-to address"}
_NO_ADDRESS = Address()


def text(value: str, field: str, limit: int = NAME_LENGTH) -> str:
    """A text without the blanks around it."""
    value = value.strip()
    if not value:
        return ""
    if len(value) > limit:
        raise Invalid(f"{label(field)} has more than {limit} characters.", field)
    if "\0" in value or not (value.isascii() or _encodable(value)):
        raise Invalid(f"{label(field)} holds a character that can't be stored.", field)
    return value


def needed(value: str, field: str, limit: int = NAME_LENGTH) -> str:
    """A text that can't be empty."""
    value = text(value, field, limit)
    if not value:
        raise Invalid(f"{label(field)} is needed.", field)
    return value


def identifier(value: str, field: str) -> str:
    """An id as its maker gave it: it becomes part of a stream's name, so nothing is trimmed away in silence."""
    if needed(value, field, CODE_LENGTH) != value:
        raise Invalid(f"{label(field)} begins or ends with a blank.", field)
    return value


def email(value: str, field: str) -> str:
    """An email address, or nothing; only what surely is none is refused, the rest the mail server knows better."""
    value = text(value, field)
    if value:
        name, at, host = value.rpartition("@")
        if not (name and at and host) or any(character.isspace() for character in value):
            raise Invalid(f"{value} is not an email address.", field)
    return value


def address(value: Address, field: str) -> Address:
    """An address with every part trimmed."""
    if value == _NO_ADDRESS:
        return _NO_ADDRESS
    return Address(
        name=text(value.name, f"{field}.name"),
        street=text(value.street, f"{field}.street"),
        city=text(value.city, f"{field}.city"),
        region=text(value.region, f"{field}.region"),
        postcode=text(value.postcode, f"{field}.postcode"),
        country=text(value.country, f"{field}.country"),
    )


def quantity(value: Decimal, field: str) -> Decimal:
    """A quantity above zero."""
    value = _number(value, field, QUANTITY_LIMIT)
    if value <= _ZERO:
        raise Invalid(f"{label(field)} must be more than 0.", field)
    return value


def level(value: Decimal, field: str) -> Decimal:
    """A quantity that may be zero, such as a count or a reorder point."""
    return _at_least_zero(_number(value, field, QUANTITY_LIMIT), field)


def change(value: Decimal, field: str) -> Decimal:
    """A quantity up or down, but not none."""
    value = _number(value, field, QUANTITY_LIMIT)
    if value == _ZERO:
        raise Invalid(f"{label(field)} must not be 0.", field)
    return value


def price(value: Decimal, field: str) -> Decimal:
    """A unit price, zero or above."""
    return _at_least_zero(_number(value, field, PRICE_LIMIT), field)


def percent(value: Decimal, field: str) -> Decimal:
    """A discount or a tax rate, from 0 to 100."""
    value = _number(value, field, QUANTITY_LIMIT)
    if not _ZERO <= value <= _HUNDRED:
        raise Invalid(f"{label(field)} must be from 0 to 100.", field)
    return value


def amount(value: Amount, field: str) -> Amount:
    """An amount in minor units, zero or above."""
    if type(value) is not int:
        raise Invalid(f"{label(field)} must be a whole number of minor units.", field)
    if value < 0:
        raise Invalid(f"{label(field)} must not be below 0.", field)
    if value >= AMOUNT_LIMIT:
        raise Invalid(f"{label(field)} is too large.", field)
    return value


def instant(value: Instant, field: str) -> Instant:
    """An instant whose calendar day exists in every time zone."""
    if not EARLIEST <= value < LATEST:
        raise Invalid(f"{label(field)} is not in the years 1971 to 2499.", field)
    return value


def key(value: str) -> str:
    """What unique values are compared by: ``" abc "`` and ``"ABC"`` are one code."""
    return value.strip().casefold()


def label(field: str) -> str:
    """A field's name as a sentence begins with it: ``lines.2.unit_price`` is "Unit price"."""
    name = field.rpartition(".")[2]
    return _NAMES.get(name) or name.replace("_", " ").capitalize()


def shown(value: Decimal) -> str:
    """A quantity as a message states it: 2.500000 is "2.5"."""
    return f"{value.normalize():f}"


def _number(value: Decimal, field: str, limit: Decimal) -> Decimal:
    if not isinstance(value, Decimal):
        value = _exact(value, field)
    if not value.is_finite():
        raise Invalid(f"{label(field)} is not a number.", field)
    if not -limit < value < limit:
        raise Invalid(f"{label(field)} is too large.", field)
    if int(value.as_tuple().exponent) < -PLACES:
        rounded = value.quantize(_STEP)
        if rounded != value:
            raise Invalid(f"{label(field)} has more than {PLACES} decimal places.", field)
        return rounded
    return value


def _exact(value: object, field: str) -> Decimal:
    if type(value) is int:
        return Decimal(value)
    raise Invalid(f"{label(field)} is not an exact decimal number.", field)  # a float has lost what it stood for


def _at_least_zero(value: Decimal, field: str) -> Decimal:
    if value < _ZERO:
        raise Invalid(f"{label(field)} must not be below 0.", field)
    return value


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
