"""Text as it is compared: without case and accents. We fold it when writing and when asking, SQLite never does."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)
"""Letters that Unicode does not decompose into a plain one and an accent."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""No stored text holds a NUL, at which SQLite's full-text queries end, or half of a character, which it refuses."""


def storable(text: str) -> str:
    """What was typed, without the characters that no stored text can hold, as a clipboard may have them."""
    return _UNSTORABLE.sub("", text)


def behind_first(text: str) -> str:
    """A folded text without its first character, where a comparison without regard to ASCII case tells as much of how
    it begins: "SO-2026" becomes "o-2026", but "Ö 1" stays "o 1"."""
    key = folded(text)
    return key[1:] if text.isascii() and text.lower() == key else key


def folded(text: str) -> str:
    """Lower case, no accents, blanks run together: "  Île de  RÉ" becomes "ile de re"."""
    # Plain text is folded in less time than it would take to look it up.
    return " ".join(text.lower().split()) if text.isascii() else _plain(text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in parts if not unicodedata.combining(character))
    return " ".join(plain.casefold().translate(_LETTERS).split())
