"""The base of all queries: a frozen question that knows the type of its answer."""

from typing import Generic, TypeVar

from msgspec import Struct

Answer = TypeVar("Answer", covariant=True)


class Query(Struct, Generic[Answer], frozen=True, kw_only=True):
    """A question to the read store. Asking changes nothing; the answer is a frozen value, raw and unformatted."""
