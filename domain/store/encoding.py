"""Events, states and commands as bytes, and back."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

from domain.aggregate import Aggregate
from domain.messages import Command, Event
from domain.store.upcasting import Stored, Upcasters, lifted

A = TypeVar("A", bound=Aggregate)

_ENCODER = msgspec.json.Encoder()
encoded = _ENCODER.encode
"""JSON, in the order of the fields; decimals are text, so nothing passes through a float."""


def digest(command: Command) -> bytes:
    """What tells one command's content from another's, type and sender included."""
    return blake2b(encoded(command), digest_size=16, key=type(command).__name__.encode()[:64]).digest()


class EventCodec:
    """Decodes the event types it was given, older types and schemas through their upcasters."""

    def __init__(self, types: Sequence[type[Event]], upcasters: Upcasters) -> None:
        self._upcasters = upcasters
        self._schemas = {kind.__name__: kind.SCHEMA for kind in types}
        self._decoders = {kind.__name__: msgspec.json.Decoder(kind).decode for kind in types}

    def decode(self, type_: str, schema: int, data: bytes) -> Any:
        """The event; raises UnreadableEvent for what nobody knows to read."""
        if self._schemas.get(type_) == schema:
            return self._decoders[type_](data)
        event = lifted(Stored(type_, schema, msgspec.json.decode(data)), self._schemas, self._upcasters)
        return self._decoders[event.type](encoded(event.data))


class StateCodec:
    """Decodes the states of the aggregates it was given."""

    def __init__(self, kinds: Iterable[type[Aggregate]]) -> None:
        self._decoders = {kind: msgspec.json.Decoder(kind).decode for kind in kinds}

    def decode(self, kind: type[A], state: bytes) -> A:
        """An aggregate as its head stored it."""
        return self._decoders[kind](state)  # type: ignore[return-value]
