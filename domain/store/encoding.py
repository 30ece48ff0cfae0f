"""Events, states and commands as bytes, and back."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

from domain.aggregate import Aggregate
from domain.messages import Command, Event
from domain.store.upcasting import UnreadableEvent, Upcasters, lifted

A = TypeVar("A", bound=Aggregate)

_ENCODER = msgspec.json.Encoder()
encoded = _ENCODER.encode
"""JSON, in the order of the fields; decimals are text, so nothing passes through a float."""


def digest(command: Command) -> bytes:
    """What tells one command's content from another's, type and sender included."""
    return blake2b(encoded(command), digest_size=16, key=type(command).__name__.encode()[:64]).digest()


class EventCodec:
    """Decodes the event types it was given, older schemas through their upcasters."""

    def __init__(self, types: Iterable[type[Event]], upcasters: Upcasters) -> None:
        self._upcasters = upcasters
        self._decoders = {kind.__name__: (kind.SCHEMA, msgspec.json.Decoder(kind).decode) for kind in types}

    def decode(self, type_: str, schema: int, data: bytes) -> Any:
        """The event; raises UnreadableEvent for what nobody knows to read."""
        try:
            current, decode = self._decoders[type_]
        except KeyError:
            raise UnreadableEvent(f"{type_} is an event type that this version of Docket does not know") from None
        if schema == current:
            return decode(data)
        return decode(encoded(lifted(type_, schema, current, msgspec.json.decode(data), self._upcasters)))


class StateCodec:
    """Decodes the states of the aggregates it was given."""

    def __init__(self, kinds: Iterable[type[Aggregate]]) -> None:
        self._decoders = {kind: msgspec.json.Decoder(kind).decode for kind in kinds}

    def decode(self, kind: type[A], state: bytes) -> A:
        """An aggregate as its head stored it."""
        return self._decoders[kind](state)  # type: ignore[return-value]
