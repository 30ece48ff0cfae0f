"""Mappings that were used before, by the header of the file they were used for."""

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QSettings

from ui.importing.conventions import reasons_before
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

    def recall(self, kind: Kind, header: tuple[str, ...]) -> Reading | None:
        """What was said about such a file before, as far as it has the columns."""
        kept = self._settings.value(_key(kind, header), "")
        try:
            reading = msgspec.json.decode(str(kept), type=Reading) if kept else None
        except msgspec.DecodeError:
            return None
        return reading and replace(reading, mapping=_moved(reading.mapping, reasons_before(header), len(header)))

    def keep(self, kind: Kind, header: tuple[str, ...], reading: Reading) -> None:
        """Use this again for such files, and for what was rejected of them."""
        kept = replace(reading, mapping=_moved(reading.mapping, -reasons_before(header), len(header)))
        self._settings.setValue(_key(kind, header), msgspec.json.encode(kept).decode())


def _key(kind: Kind, header: tuple[str, ...]) -> str:
    """Files with the same columns have the same one, rejects files with their reasons left out."""
    columns = "\0".join(header[reasons_before(header) :])
    return f"imports/{kind}-{hashlib.sha256(columns.encode()).hexdigest()[:16]}"


def _moved(mapping: Mapping[str, str], by: int, columns: int) -> dict[str, str]:
    """A mapping as said of columns further to the right or left; fields left out stay so."""
    places = {name: int(column[1:]) + by if _is_place(column) else 0 for name, column in mapping.items()}
    return {name: f"#{place}" if place else "" for name, place in places.items() if 0 <= place <= columns}


def _is_place(column: str) -> bool:
    return column.startswith("#") and column[1:].isdecimal()
