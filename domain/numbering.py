"""Document numbers from a pattern such as ``SO-{YYYY}-{#####}``.

``{YYYY}`` is the year of the document's business day, ``{###}`` the running number with at least as many digits as
there are signs. Numbers run within a series, which is the pattern with its year filled in: ``SO-2026-{#####}``. So
there is one series per year if the year is part of the pattern, and a series tells of any number whether it is its own.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from domain.errors import Invalid

USUAL_PATTERN: Final = "SO-{YYYY}-{#####}"
"""For whoever names none."""

_LONGEST = 40
_NUMBER = re.compile(r"\{(#{1,12})\}")


def series_of(pattern: str, day: date) -> str:
    """The series that a document of this day takes its number from: ``SO-2026-{#####}``."""
    return pattern.replace("{YYYY}", f"{day.year:04}")


def format_number(series: str, number: int) -> str:
    """The running number as the document shows it: ``SO-2026-00042``."""
    before, width, after = _parts(series)
    return f"{before}{number:0{width}}{after}"


def running_number(series: str, shown: str) -> int | None:
    """The running number within the number that a document shows; None if that is not of this series."""
    if not _NUMBER.search(series):
        return None
    before, _, after = _parts(series)
    digits = shown[len(before) : len(shown) - len(after)]
    if not (digits.isascii() and digits.isdecimal()):
        return None
    number = int(digits)
    return number if format_number(series, number) == shown else None


def check_pattern(pattern: str, field: str) -> str:
    """The pattern, trimmed; raises Invalid unless it has exactly one number and no other braces than the year's."""
    pattern = pattern.strip()
    if len(_NUMBER.findall(pattern)) != 1:
        raise Invalid("A number pattern needs one place for the number, such as {#####}.", field)
    if len(pattern) > _LONGEST:
        raise Invalid(f"A number pattern has at most {_LONGEST} characters.", field)
    rest = _NUMBER.sub("", pattern).replace("{YYYY}", "")
    if "{" in rest or "}" in rest or not rest.isprintable():
        raise Invalid("A number pattern may hold {YYYY}, {#####} and plain text.", field)
    return pattern


@lru_cache
def _parts(series: str) -> tuple[str, int, str]:
    before, signs, after = _NUMBER.split(series, maxsplit=1)
    return before, len(signs), after
