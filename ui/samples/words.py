"""The wordlists that sample data is made of."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

_FOLDER = Path(__file__).parents[2] / "resources" / "sample"


@cache
def wordlist(name: str) -> Any:
    """A wordlist of ``resources/sample`` as it stands there."""
    return msgspec.json.decode((_FOLDER / f"{name}.json").read_bytes())
