"""The store's currency is chosen once, with the first order; afterwards there is nothing to choose."""

from babel.numbers import get_territory_currencies, list_currencies
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ui import formats
from ui.desk import Desk
from ui.widgets.text import label


class CurrencyChoice(QWidget):
    """Visible only while the business has no currency yet."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._box = QComboBox()
        self._box.setObjectName("order_currency")
        self._box.setAccessibleName("Currency of this store")
        self._box.setToolTip("Every amount in this store will be in this currency; it can't be changed later.")
        title = label("Currency of this store", "small")
        title.setBuddy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(title)
        row.addWidget(self._box)
        self._box.currentTextChanged.connect(self.chosen)
        self.refresh()

    def offered(self) -> str:
        """The business's currency, or the one chosen or usual here."""
        return self._desk.business().currency or self._box.currentText() or _usual()

    def refresh(self) -> None:
        """Go away once the business has a currency."""
        if self._desk.business().currency is not None:
            self.hide()
        elif not self._box.count():
            self._box.blockSignals(True)
            self._box.addItems(sorted(list_currencies(formats.locale())))
            self._box.setCurrentText(_usual())
            self._box.blockSignals(False)


def _usual() -> str:
    territory = formats.locale().territory
    usual = get_territory_currencies(territory) if territory else []
    return str(usual[0]) if usual else "EUR"
