"""Numbers by their size, as people sort them."""

import re

from readmodel.folding import folded

_RUNS = re.compile(r"([0-9]+)")


def natural(text: str) -> str:
    """A key that sorts ``SO-2026-100000`` after ``SO-2026-99999``: each run of digits is led by its length."""
    parts = _RUNS.split(folded(text))
    for place in range(1, len(parts), 2):
        digits = parts[place].lstrip("0")
        parts[place] = f"{len(digits):02}{digits}"
    return "".join(parts)
