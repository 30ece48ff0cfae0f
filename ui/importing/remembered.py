"""Mappings that were used before, by the header of the file they were used for."""

import msgspec
from msgspec import Struct, field
from PySide6.QtCore import QSettings

from ui.importing.fields import Kind


class Reading(Struct, frozen=True, kw_only=True):
    """What a person said about files with one header."""

    mapping: dict[str, str] = field(default_factory=dict)
    date_order: str = ""
    decimal: str = ""
    discount: str = ""


class RememberedReadings:
    """Keeps readings in the window's settings."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def recall(self, kind: Kind, signature: str) -> Reading | None:
        """What was said about such a file before."""
        kept = self._settings.value(f"imports/{kind}-{signature}", "")
        try:
            return msgspec.json.decode(str(kept), type=Reading) if kept else None
        except msgspec.DecodeError:
            return None

    def keep(self, kind: Kind, signature: str, reading: Reading) -> None:
        """Use this again for such files."""
        self._settings.setValue(f"imports/{kind}-{signature}", msgspec.json.encode(reading).decode())
