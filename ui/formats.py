"""Values as people read and type them, in the person's locale.

Formatting is for screens and runs on reader threads; files have formats of their own. Parsing is strict: what could be
read two ways is refused with a sentence that belongs beside the field.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_date_format
from babel.numbers import NumberFormatError, format_decimal, get_currency_symbol, parse_decimal

from domain.errors import Invalid
from domain.instants import Instant, instant_of, local_time
from domain.money import PLACES, Amount, minor_digits, to_decimal, to_minor

LARGEST = Decimal(10) ** 12
MINUS = "−"


def _own_locale() -> Locale:
    try:
        own = Locale.default("LC_NUMERIC")
    except (ValueError, UnknownLocaleError):
        own = Locale("en")
    return Locale("en", "US") if own.variant == "POSIX" else own


_locale = _own_locale()


def locale() -> Locale:
    """The locale in force."""
    return _locale


def use_locale(name: str) -> None:
    """Read and write in another locale from now on, such as ``de_CH``; raises UnknownLocaleError."""
    global _locale
    _locale = Locale.parse(name)
    days = (day, narrow_day, short_day, month, weekday, _date_pattern)
    for cached in (*days, _decimal_pattern, _currency_signs, _percent_signs):
        cached.cache_clear()


def count(number: int) -> str:
    """A whole number with its thousands grouped."""
    return _number(Decimal(number), 0, 0)


def amount(minor: Amount, currency: str) -> str:
    """An amount with the currency's decimals and without its sign: columns name the currency once, in their head."""
    digits = minor_digits(currency)
    return _number(to_decimal(minor, currency), digits, digits)


def money(minor: Amount, currency: str) -> str:
    """An amount with its currency, for text that stands by itself."""
    before, after = _currency_signs(currency, minor < 0)
    return f"{before}{amount(abs(minor), currency)}{after}"


def short_money(minor: Amount, currency: str) -> str:
    """An amount in whole units, for axes and tiles."""
    return _number(to_decimal(minor, currency), 0, 0)


def quantity(value: Decimal) -> str:
    """A quantity with as many decimals as it needs."""
    return _number(value, 0, PLACES)


def price(value: Decimal, currency: str = "") -> str:
    """A unit price: at least the currency's decimals, and more where it has them."""
    return _number(value, minor_digits(currency) if currency else 2, PLACES)


def percent(value: Decimal) -> str:
    """A percentage given as such: 4.5 is four and a half percent."""
    return with_percent_sign(_number(value, 0, PLACES))


def with_percent_sign(number: str) -> str:
    """A number already written, as a percentage."""
    before, after = _percent_signs()
    return f"{before}{number}{after}"


def change(now: int, before: int) -> str:
    """How much more or less than before, in percent; empty when there was nothing before."""
    if before <= 0:
        return ""
    share = Decimal(now - before) * 100 / before
    sign = "+" if share > 0 else ""
    return with_percent_sign(f"{sign}{_number(share, 0, 0 if abs(share) >= 10 else 1)}")


@lru_cache(maxsize=4096)
def day(value: date | None) -> str:
    """A date in the locale's short form, with all four digits of the year; empty for None."""
    return "" if value is None else format_date(value, _date_pattern(), locale=_locale)


@lru_cache(maxsize=4096)
def narrow_day(value: date) -> str:
    """A date with two digits of the year, for columns that have no room for four."""
    return format_date(value, _date_pattern().replace("yyyy", "yy"), locale=_locale)


@lru_cache(maxsize=4096)
def short_day(value: date) -> str:
    """Day and month, for axes."""
    return format_date(value, "d MMM" if _day_first() else "MMM d", locale=_locale)


@lru_cache(maxsize=4096)
def month(value: date) -> str:
    """Month and year, for axes."""
    return format_date(value, "MMM yyyy", locale=_locale)


@lru_cache(maxsize=4096)
def weekday(value: date) -> str:
    """The day of the week, short, and the date."""
    return f"{format_date(value, 'EEE', locale=_locale)} {day(value)}"


def moment(instant: Instant | None, time_zone: str) -> str:
    """Date and time of day on the business's clock; empty for None.

    The exact beginning of a day is the date alone: that is how a date without a time was taken in.
    """
    if instant is None:
        return ""
    local = local_time(instant, time_zone)
    return day(local.date()) if _has_no_time(instant, local) else f"{day(local.date())} {_short_time(local)}"


def day_or_time(instant: Instant, time_zone: str, today: date) -> str:
    """The time of day of what happened today, the date of anything else and of what has no time; for narrow columns."""
    local = local_time(instant, time_zone)
    return day(local.date()) if local.date() != today or _has_no_time(instant, local) else _short_time(local)


def time_of_day(instant: Instant, time_zone: str) -> str:
    """The time of day to the second, for what just happened; empty for a date that was taken in without one."""
    local = local_time(instant, time_zone)
    if _has_no_time(instant, local):
        return ""
    return format_time(local, "medium", tzinfo=local.tzinfo, locale=_locale)


def decimal_sign() -> str:
    """What stands before the decimals."""
    return _decimal_pattern()[1]


def parse_decimal_text(text: str, what: str, *, field: str = "", negative: bool = False) -> Decimal:
    """A decimal number of at most six places in the locale's writing; raises Invalid."""
    typed = text.strip().replace(MINUS, "-")
    if not typed:
        raise Invalid(f"{what} is missing.", field)
    if not re.fullmatch(r"[+-]?(\d[\d.,'’\s٫٬]*|[.,]\d+)", typed):
        raise Invalid(f"{what} is not a number: {text.strip()}", field)
    try:
        value = parse_decimal(typed, locale=_locale, strict=True)
    except NumberFormatError:
        meant = _meant(typed)
        if meant is None:
            raise Invalid(f"{what} is not a number: {text.strip()}", field) from None
        raise Invalid(f"{what} could be read two ways: {text.strip()}. Did you mean {meant}?", field) from None
    if value < 0 and not negative:
        raise Invalid(f"{what} can't be below zero.", field)
    if abs(value) >= LARGEST:
        raise Invalid(f"{what} is too large.", field)
    if _places(value) > PLACES:
        raise Invalid(f"{what} has more than {PLACES} decimal places.", field)
    return value


def parse_amount(text: str, currency: str, *, field: str = "") -> Amount:
    """An amount in minor units; raises Invalid, also for more decimals than the currency has."""
    value = parse_decimal_text(text, "The amount", field=field)
    if _places(value) > minor_digits(currency):
        digits = minor_digits(currency)
        raise Invalid(f"Amounts in {currency} have {digits or 'no'} decimal places.", field)
    return to_minor(value, currency)


def parse_quantity(text: str, *, field: str = "", negative: bool = False) -> Decimal:
    """A quantity; raises Invalid. Zero is allowed here, commands judge it."""
    return parse_decimal_text(text, "The quantity", field=field, negative=negative)


def parse_price(text: str, *, field: str = "") -> Decimal:
    """A unit price; raises Invalid."""
    return parse_decimal_text(text, "The price", field=field)


def parse_percent(text: str, *, field: str = "") -> Decimal:
    """A percentage from 0 to 100, with or without its sign; raises Invalid."""
    value = parse_decimal_text(text.strip().removesuffix("%"), "The percentage", field=field)
    if value > 100:
        raise Invalid("A percentage goes from 0 to 100.", field)
    return value


def parse_date(text: str, today: date | None = None, *, field: str = "") -> date | None:
    """A date in the locale's short form or as 2026-11-30, None for nothing typed; raises Invalid.

    With ``today`` given, ``today``, ``tomorrow`` and ``+14`` (days from today) are understood too.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    if today is not None:
        if typed in ("today", "tomorrow"):
            return today + timedelta(days=typed == "tomorrow")
        if re.fullmatch(r"\+\d{1,3}", typed):
            return today + timedelta(days=int(typed))
    try:
        if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", typed):
            return datetime.strptime(typed, "%Y-%m-%d").date()
        numbers = [int(part) for part in re.fullmatch(r"(\d+)\D+(\d+)\D+(\d+)\D*", typed).groups()]  # type: ignore[union-attr]
        parts = dict(zip(_date_order(), numbers, strict=True))
        year = parts["y"] + (2000 if parts["y"] < 100 else 0)
        return date(year, parts["M"], parts["d"])
    except (AttributeError, ValueError):
        example = day(date(2026, 11, 30))
        raise Invalid(f"Not a date: {text.strip()}. Write it like {example} or 2026-11-30.", field) from None


def _meant(typed: str) -> str | None:
    """What is likely meant by a number in other signs than the locale's, such as 1,5 or 1.234,56 in English."""
    signs = re.findall(r"[^+\-\d]", typed)
    if not signs:
        return None
    last = signs[-1]
    decimal = last in ".,٫" and signs.count(last) == 1
    whole, rest = typed.rsplit(last, 1) if decimal else (typed, "")
    groups = re.split(r"[^+\-\d]", whole)
    in_thousands = all(len(group) == 3 for group in groups[1:])
    likely = in_thousands if decimal else len(set(signs)) == 1 and (in_thousands or last == _decimal_pattern()[0])
    if not likely:
        return None
    value = Decimal(f"{''.join(groups) or 0}.{rest or 0}")
    return _number(value, min(len(rest), PLACES), PLACES)


def _has_no_time(instant: Instant, local: datetime) -> bool:
    # Where clocks are put forward at midnight, a day begins later than that.
    return local.second == local.microsecond == 0 and instant == instant_of(
        datetime(local.year, local.month, local.day, tzinfo=local.tzinfo)
    )


def _short_time(local: datetime) -> str:
    return format_time(local, "short", tzinfo=local.tzinfo, locale=_locale)


def _number(value: Decimal, least: int, most: int) -> str:
    """A number with between ``least`` and ``most`` decimals, grouped and signed as the locale does."""
    plain = f"{abs(value):,.{most}f}"
    if most > least:
        whole, _, rest = plain.partition(".")
        rest = rest.rstrip("0").ljust(least, "0")
        plain = f"{whole}.{rest}" if rest else whole
    thousands, point, simple = _decimal_pattern()
    if simple:
        plain = plain.translate({44: thousands, 46: point})
    else:
        whole, _, rest = plain.partition(".")
        whole = format_decimal(int(whole.replace(",", "")), locale=_locale)
        plain = f"{whole}{point}{rest}" if rest else whole
    is_zero = not any(digit in "123456789" for digit in plain)
    return MINUS + plain if value < 0 and not is_zero else plain


@lru_cache(maxsize=1)
def _decimal_pattern() -> tuple[str, str, bool]:
    """Group and decimal sign, and whether digits are plainly grouped by threes; Babel itself is 30 times slower."""
    symbols = _locale.number_symbols
    latin = symbols.get("latn", symbols)
    simple = _locale.decimal_formats[None].grouping == (3, 3)
    return latin["group"], latin["decimal"], simple


@lru_cache
def _currency_signs(currency: str, negative: bool) -> tuple[str, str]:
    """What stands before and after an amount, its minus included; a sign that ends in a letter keeps a distance."""
    pattern = _locale.currency_formats["standard"]
    symbol = get_currency_symbol(currency, _locale)
    before, after = (
        part.replace("¤", symbol).replace("-", MINUS).replace("\u200f", "")
        for part in (pattern.prefix[negative], pattern.suffix[negative])
    )
    if before[-1:].isalpha():
        before += "\xa0"
    if after[:1].isalpha():
        after = "\xa0" + after
    return before, after


@lru_cache(maxsize=1)
def _percent_signs() -> tuple[str, str]:
    """What stands before and after a percentage: nothing and a sign in English, a blank before it in German."""
    pattern = _locale.percent_formats[None]
    symbols = _locale.number_symbols
    sign = symbols.get("latn", symbols)["percentSign"]
    return pattern.prefix[0].replace("%", sign), pattern.suffix[0].replace("%", sign)


@lru_cache(maxsize=1)
def _date_pattern() -> str:
    pattern = get_date_format("short", locale=_locale).pattern
    return re.sub(r"(?<!y)yy?(?!y)", "yyyy", pattern)


def _date_order() -> list[str]:
    return [letter for letter in re.sub(r"(.)\1+", r"\1", _date_pattern()) if letter in "dMy"]


def _day_first() -> bool:
    order = _date_order()
    return order.index("d") < order.index("M")


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
