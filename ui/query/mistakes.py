"""What a query says that can't be understood."""

from msgspec import Struct


class Mistake(Struct, frozen=True, kw_only=True):
    """A sentence about the characters from ``start`` up to but without ``end``."""

    start: int
    end: int
    message: str


class NotUnderstood(Exception):
    """Raised inside the parser, which turns it into a Mistake; it never leaves it."""

    def __init__(self, start: int, end: int, message: str) -> None:
        super().__init__(message)
        self.mistake = Mistake(start=start, end=end, message=message)
