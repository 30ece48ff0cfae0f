"""Numbers by their size, as people sort them."""

import re

from readmodel.folding import folded

_DIGITS = re.compile(r"[0-9]+")


def natural(text: str) -> str:
    """A key that sorts ``SO-2026-100000`` after ``SO-2026-99999``: each run of digits is led by its length."""
    return _DIGITS.sub(_with_length, folded(text))


def _with_length(run: re.Match[str]) -> str:
    digits = run.group().lstrip("0")
    return f"{len(digits):02}{digits}"
