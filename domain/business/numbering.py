"""Document numbers from a pattern such as ``SO-{YYYY}-{#####}``.

``{YYYY}`` is the year of the document's business day, ``{###}`` the running number with at least as many digits as
there are signs. Numbers run within a series, which is the pattern without its number: one series per year if the year
is part of it.
"""

import re
from datetime import date
from functools import lru_cache

from domain.errors import Invalid

_LONGEST = 40
_NUMBER = re.compile(r"\{(#{1,12})\}")


def series_of(pattern: str, day: date) -> str:
    """The counter a document of this day takes its number from: ``SO-2026``."""
    return _parts(pattern, day.year)[0]


def format_number(pattern: str, day: date, number: int) -> str:
    """The running number as the document shows it: ``SO-2026-00042``."""
    _, before, width, after = _parts(pattern, day.year)
    return f"{before}{number:0{width}}{after}"


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
def _parts(pattern: str, year: int) -> tuple[str, str, int, str]:
    dated = pattern.replace("{YYYY}", f"{year:04}")
    before, signs, after = _NUMBER.split(dated, maxsplit=1)
    return f"{before}{after}".strip("-/._ "), before, len(signs), after
