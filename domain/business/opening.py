"""Opening the business: by choice, or by the first order, in that order's currency."""

from zoneinfo import ZoneInfoNotFoundError

from domain.business.business import BUSINESS_ID, Business
from domain.business.commands import OpenBusiness
from domain.business.events import BusinessOpened
from domain.errors import CurrencyMismatch, Invalid, NotAllowed
from domain.instants import zone
from domain.money import is_currency
from domain.numbering import check_pattern
from domain.work import Work


def open_business(business: Business, command: OpenBusiness, time_zone: str) -> BusinessOpened:
    """Decide what holds for the store from now on; once decided it stays."""
    if business.exists:
        raise NotAllowed(f"The business is open already, in {business.currency}.")
    try:
        zone(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a name that is a directory, or too long for one
        raise Invalid(f"{time_zone!r} is not a time zone.", "time_zone") from None
    return BusinessOpened(
        currency=known_currency(command.currency),
        time_zone=time_zone,
        order_numbers=check_pattern(command.order_numbers, "order_numbers"),
        tax_rounding=command.tax_rounding,
    )


def handle_open_business(command: OpenBusiness, work: Work) -> None:
    """Open the business as the command says, by default in the desk's own time zone."""
    business = work.load_seen(Business, BUSINESS_ID)
    time_zone = work.time_zone if command.time_zone is None else command.time_zone
    work.record(business, open_business(business, command, time_zone))


def business_for(currency: str | None, work: Work) -> Business:
    """The business that an order in this currency belongs to; the first order opens it.

    Raises CurrencyMismatch for another currency than the business's own; None stands for the business's own.
    """
    business = work.load(Business, BUSINESS_ID)
    if not business.exists:
        if currency is None:
            raise Invalid("The first order needs a currency: all later ones are in the same.", "currency")
        work.record(business, open_business(business, OpenBusiness(currency=currency), work.time_zone))
    elif currency is not None and currency != business.currency and known_currency(currency) != business.currency:
        raise CurrencyMismatch(f"Amounts are in {business.currency} here, not in {currency.strip()}.", "currency")
    return business


def known_currency(code: str) -> str:
    """The code as ISO 4217 writes it; raises Invalid if there is no such currency."""
    currency = code.strip().upper()
    if not is_currency(currency):
        raise Invalid(f"{code.strip()!r} is not a currency.", "currency")
    return currency
