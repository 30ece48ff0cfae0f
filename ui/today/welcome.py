"""What an empty store says: what belongs here, and the first steps."""

from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from domain.business.commands import OpenBusiness
from domain.errors import Refused
from readmodel.pipeline.answers import BusinessInfo
from ui import formats
from ui.desk import Desk
from ui.intents import ImportFile, LoadSamples, NewRecord
from ui.theme import icon
from ui.widgets.text import card, label, rule

COMMON = ("EUR", "USD", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "CNY", "INR", "BRL")


class Welcome(QWidget):
    """Choose the currency, then sample data, an import or a first customer; gone once there is anything."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._desk = desk
        self._currency = QComboBox()
        self._currency.setObjectName("welcome_currency")
        self._currency.setAccessibleName("Currency")
        self._currency.setMinimumWidth(220)
        self._open = QPushButton("Use this currency")
        self._open.setObjectName("welcome_open")
        self._open.clicked.connect(self._open_business)
        self._said = label("", "muted", name="welcome_business", wrap=True)
        self._fault = label("", "error", name="welcome_error", wrap=True)
        self._fault.hide()
        self._fill_currencies()
        self._lay_out()
        desk.business_known.connect(self._know)
        self._know(desk.business())

    def _fill_currencies(self) -> None:
        own = _own_currency()
        for code in sorted({*COMMON, own}, key=lambda code: (code != own, code)):
            self._currency.addItem(f"{code} – {get_currency_name(code, locale=formats.locale())}", code)

    def _know(self, business: BusinessInfo) -> None:
        known = business.currency is not None
        self._currency.setVisible(not known)
        self._open.setVisible(not known)
        self._said.setText(
            f"Amounts are in {business.currency}, days are those of {business.time_zone}."
            if known
            else "It holds for every amount in this store and can't be changed later."
        )

    def _open_business(self) -> None:
        self._open.setEnabled(False)
        self._fault.hide()
        self._desk.send(OpenBusiness(currency=self._currency.currentData()), refused=self._refused)

    def _refused(self, error: Refused) -> None:
        self._open.setEnabled(True)
        self._fault.setText(error.message)
        self._fault.show()

    def _lay_out(self) -> None:
        sheet = card()
        sheet.setMaximumWidth(640)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        column.addWidget(label("Welcome to Docket", "heading"))
        column.addWidget(
            label("This store is empty. What waits and how business goes will be shown here.", "muted", wrap=True)
        )
        column.addSpacing(8)
        column.addWidget(label("1  Currency", "strong"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._currency)
        row.addWidget(self._open)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._said)
        column.addWidget(self._fault)
        column.addSpacing(4)
        column.addWidget(rule())
        column.addSpacing(4)
        column.addWidget(label("2  Something to work with", "strong"))
        column.addLayout(self._steps())
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 24, 24, 24)
        around.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(sheet, 4)
        line.addStretch(1)
        around.addLayout(line)
        around.addStretch(2)

    def _steps(self) -> QGridLayout:
        ask = self._desk.request
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        steps = (
            (
                "customer",
                "Add a customer",
                "user-plus",
                "Then take an order with Ctrl+N.",
                NewRecord("customer"),
            ),
            ("product", "Add a product", "package", "With its price, tax rate and stock.", NewRecord("product")),
            ("import", "Import…", "download-simple", "Customers, products and orders as CSV.", ImportFile()),
            ("samples", "Load sample data", "sparkle", "A year of invented trading to look round in.", LoadSamples()),
        )
        for row, (name, words, icon_name, note, intent) in enumerate(steps):
            button = QPushButton(words)
            button.setObjectName(f"welcome_{name}")
            button.setIcon(icon(icon_name))
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(lambda _=False, intent=intent: ask(intent))
            grid.addWidget(button, row, 0)
            grid.addWidget(label(note, "muted", wrap=True), row, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid


def _own_currency() -> str:
    territory = formats.locale().territory
    known = get_territory_currencies(territory) if territory else []
    return known[0] if known and known[0] in get_global("all_currencies") else "EUR"
