"""What a file can't say itself, as choices that need not be made where the file is clear."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ui.importing.choice import Choice
from ui.importing.conventions import DiscountUnit
from ui.importing.dates import DateOrder
from ui.importing.fields import Kind
from ui.importing.numbers import DecimalMark
from ui.importing.remembered import Reading
from ui.widgets.field import Field

_DATES = (("as the file shows", ""), ("day first", "dmy"), ("month first", "mdy"), ("year first", "ymd"))
_NUMBERS = (("as the file shows", ""), ("1.5 with a point", "point"), ("1,5 with a comma", "comma"))
_DISCOUNTS = (("as the file shows", ""), ("a percentage", "percent"), ("a fraction", "fraction"))


class Questions(QWidget):
    """Date order, decimal mark, meaning of a discount, currency, and whether unknown names are created."""

    changed = Signal()
    """The file is to be read in another way. Currency and what may be created matter only once it is imported."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._dates = self._choice(row, "Dates", "import_date_order", _DATES)
        self._numbers = self._choice(row, "Decimals", "import_decimal", _NUMBERS)
        self._discounts = self._choice(row, "Discount is", "import_discount", _DISCOUNTS)
        self._currency = QLineEdit()
        self._currency.setMaxLength(3)
        self._currency.setPlaceholderText("such as EUR")
        self._currency_field = Field("Currency", self._currency, "import_currency")
        row.addWidget(self._currency_field)
        self._create = QCheckBox("Create unknown customers and products")
        self._create.setObjectName("import_create")
        self._create.setAccessibleName(self._create.text())
        self._create.setChecked(True)
        self._create.setMinimumHeight(self._currency.sizeHint().height())
        row.addWidget(self._create, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch()

    def show_kind(self, kind: Kind, currency: str) -> None:
        """Ask only what this kind of file needs; a currency that is settled already can't be changed."""
        orders = kind is Kind.ORDERS
        for field in (self._dates, self._discounts, self._currency_field):
            field.setVisible(orders)
        self._create.setVisible(orders)
        if currency:
            self._currency.setText(currency)
            self._currency.setReadOnly(True)

    @property
    def currency(self) -> str:
        """As typed."""
        return self._currency.text().strip().upper()

    @property
    def create_missing(self) -> bool:
        """Whether an order may bring its customer and products with it."""
        return self._create.isChecked()

    def answers(self, mapping: dict[str, str]) -> Reading:
        """Everything that was answered, with a mapping."""
        return Reading(
            mapping=mapping,
            date_order=_value(self._dates),
            decimal=_value(self._numbers),
            discount=_value(self._discounts),
        )

    def show_answers(self, reading: Reading) -> None:
        """Choose what was answered before."""
        for field, value in (
            (self._dates, reading.date_order),
            (self._numbers, reading.decimal),
            (self._discounts, reading.discount),
        ):
            choice: Any = field.editor
            choice.blockSignals(True)
            choice.setCurrentIndex(max(0, choice.findData(value)))
            choice.blockSignals(False)

    def _choice(self, row: QHBoxLayout, title: str, name: str, choices: tuple[tuple[str, str], ...]) -> Field:
        choice = Choice()
        for text, value in choices:
            choice.addItem(text, value)
        choice.currentIndexChanged.connect(self.changed)
        field = Field(title, choice, name)
        row.addWidget(field)
        return field


def date_order_of(reading: Reading) -> DateOrder | None:
    """The answer about dates."""
    return DateOrder(reading.date_order) if reading.date_order else None


def decimal_of(reading: Reading) -> DecimalMark | None:
    """The answer about numbers."""
    return DecimalMark(reading.decimal) if reading.decimal else None


def discount_of(reading: Reading) -> DiscountUnit | None:
    """The answer about discounts."""
    return DiscountUnit(reading.discount) if reading.discount else None


def _value(field: Field) -> str:
    choice: Any = field.editor
    return str(choice.currentData() or "")
