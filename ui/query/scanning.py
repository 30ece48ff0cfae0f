"""The characters of a query: blanks, quotation marks, names and values."""

import re
from typing import Final

from msgspec import Struct

BLANKS: Final = " \t\r\n\u3000"
OPENING: Final = '"“„«»'
CLOSING: Final = '"”“»«'
_NAME = re.compile(r"[^\W\d][\w-]*:")


class Value(Struct, frozen=True, kw_only=True):
    """A value as it was typed, without its quotation marks."""

    text: str
    quoted: bool
    start: int
    end: int


class Scanner:
    """Goes through a text from left to right; ``at`` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.text)

    def skip_blanks(self) -> None:
        """Go on to what is no blank."""
        while not self.ended and self.text[self.at] in BLANKS:
            self.at += 1

    def sees(self, *texts: str) -> str:
        """The first of some texts that stands here; empty if none does."""
        return next((text for text in texts if self.text.startswith(text, self.at)), "")

    def takes(self, *texts: str) -> str:
        """Like ``sees``, and goes on behind it."""
        seen = self.sees(*texts)
        self.at += len(seen)
        return seen

    def takes_minus(self) -> bool:
        """Whether a sign of negation stands here: a hyphen with something behind it."""
        negates = self.sees("-") and self.at + 1 < len(self.text) and self.text[self.at + 1] not in BLANKS
        self.at += bool(negates)
        return bool(negates)

    def takes_name(self) -> str:
        """The name of a field, if one stands here with its colon."""
        found = _NAME.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found.group()[:-1]

    @property
    def at_quote(self) -> bool:
        """Whether a quoted text begins here."""
        return not self.ended and self.text[self.at] in OPENING

    def value(self, *stops: str) -> Value:
        """A quoted text, or what stands here up to a blank or one of the stops."""
        start = self.at
        if self.at_quote:
            return Value(text=self._quoted(), quoted=True, start=start, end=self.at)
        while not self.ended and self.text[self.at] not in BLANKS and not self.sees(*stops):
            self.at += 1
        return Value(text=self.text[start : self.at], quoted=False, start=start, end=self.at)

    def _quoted(self) -> str:
        """A doubled closing mark stands for itself; a text that is not closed goes on to the end."""
        opened = self.text[self.at]
        closing = '"' if opened == '"' else CLOSING[1:]
        held: list[str] = []
        self.at += 1
        while not self.ended:
            sign = self.text[self.at]
            self.at += 1
            if sign in closing:
                if not self.ended and self.text[self.at] == sign:
                    self.at += 1
                else:
                    break
            held.append(sign)
        return "".join(held)


def is_bare(text: str, *stops: str) -> bool:
    """Whether a text can be written without quotation marks as a value that ends at the stops."""
    return bool(text) and text[0] not in OPENING and not any(sign in text for sign in (*BLANKS, *stops))


def is_word(text: str, *, negated: bool = False) -> bool:
    """Whether a text can stand for itself outside of a condition, perhaps behind a sign of negation."""
    return is_bare(text) and _NAME.match(text) is None and (negated or not text.startswith("-"))


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return '"' + text.replace('"', '""') + '"'
