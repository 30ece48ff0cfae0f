"""Ids by the hundred thousand: out of SQLite as one text, kept eight bytes each."""

from array import array
from typing import TypeVar

import msgspec

_AT_ONCE = 1 << 16


_Ids = TypeVar("_Ids", "array[int]", list[int])


def unpack(joined: str, ids: _Ids) -> _Ids:
    """Append comma-separated ids to others, a stretch at a time so that other threads get their turn."""
    start = 0
    while start < len(joined):
        end = joined.find(",", start + _AT_ONCE)
        end = len(joined) if end < 0 else end
        ids.extend(msgspec.json.decode(f"[{joined[start:end]}]", type=list[int]))
        start = end + 1
    return ids
