"""The hash chain over the log: each event's hash covers its stored bytes and the hash before."""

from hashlib import blake2b

from msgspec import msgpack

GENESIS = bytes(32)
"""What the first event is chained to."""

Line = tuple[str, int, str, int, bytes, str, str, int, int]
"""An event to be stored: stream, version, type, schema, data, command id, actor, occurred at, recorded at."""

_packed = msgpack.Encoder().encode


def link(previous: bytes, position: int, line: Line) -> bytes:
    """The hash of one stored event. Its columns are packed with their lengths, so none can be shifted into another."""
    return blake2b(_packed((previous, position, line)), digest_size=32).digest()
