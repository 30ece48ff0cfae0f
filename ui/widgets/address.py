"""An address as six fields in three rows."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from domain.addresses import Address
from ui.widgets.field import Field

_FIELDS = (
    ("name", "Name", 0, 0, 2),
    ("street", "Street", 0, 2, 2),
    ("postcode", "Postcode", 1, 0, 1),
    ("city", "City", 1, 1, 1),
    ("region", "Region", 1, 2, 1),
    ("country", "Country", 1, 3, 1),
)


class AddressFields(QWidget):
    """Shows and takes an address; object names begin with ``prefix``."""

    typed = Signal()

    def __init__(self, prefix: str, path: str) -> None:
        super().__init__()
        self._path = path
        self._fields: dict[str, Field] = {}
        self._editors: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for name, title, row, column, span in _FIELDS:
            editor = QLineEdit()
            editor.textEdited.connect(self.typed)
            self._editors[name] = editor
            self._fields[f"{path}.{name}"] = Field(title, editor, f"{prefix}_{name}")
            grid.addWidget(self._fields[f"{path}.{name}"], row, column, 1, span)
        for column in range(4):
            grid.setColumnStretch(column, 1)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the path that a refusal names them by."""
        return self._fields

    @property
    def address(self) -> Address:
        """What stands there."""
        values: dict[str, Any] = {name: editor.text().strip() for name, editor in self._editors.items()}
        return Address(**values)

    @address.setter
    def address(self, address: Address) -> None:
        for name, editor in self._editors.items():
            text = getattr(address, name)
            if editor.text().strip() != text:
                editor.setText(text)


def one_line(address: Address) -> str:
    """An address in a line; empty for none."""
    town = " ".join(part for part in (address.postcode, address.city) if part)
    return ", ".join(part for part in (address.name, address.street, town, address.region, address.country) if part)


def in_lines(address: Address) -> str:
    """An address as on an envelope."""
    town = " ".join(part for part in (address.postcode, address.city) if part)
    return "\n".join(part for part in (address.name, address.street, town, address.region, address.country) if part)
