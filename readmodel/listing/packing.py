"""Ids by the hundred thousand: out of SQLite as one text, kept eight bytes each."""

from array import array

import msgspec

_AT_ONCE = 1 << 16


def unpack(joined: str, ids: "array[int]") -> "array[int]":
    """Append comma-separated ids to an array, a stretch at a time so that other threads get their turn."""
    start = 0
    while start < len(joined):
        end = joined.find(",", start + _AT_ONCE)
        end = len(joined) if end < 0 else end
        ids.extend(msgspec.json.decode(f"[{joined[start:end]}]", type=list[int]))
        start = end + 1
    return ids
