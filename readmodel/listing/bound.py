"""Values of an SQL text, bound under names of their own."""

from collections.abc import Sequence

import msgspec


class Bound:
    """The values that the parts of a statement name, as ``values`` for ``execute``."""

    def __init__(self, **values: object) -> None:
        self.values: dict[str, object] = values

    def name(self, value: object) -> str:
        """Bind a value; how SQL names it."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def as_json(values: Sequence[object]) -> str:
    """Values as a JSON array."""
    return msgspec.json.encode(list(values)).decode()
