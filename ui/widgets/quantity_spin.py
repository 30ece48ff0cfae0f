"""A spin box for exact decimals; Qt's own counts in floats."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox

from domain.errors import Invalid
from ui import formats

_ZERO = Decimal(0)


class QuantitySpin(QAbstractSpinBox):
    """From zero to ``most``, in steps of one; text that can't be read stays as it is typed."""

    edited = Signal()

    def __init__(self, value: Decimal, most: Decimal) -> None:
        super().__init__()
        self._most = most
        self.lineEdit().setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().setText(formats.quantity(value))
        self.lineEdit().textEdited.connect(self.edited)

    def value(self) -> Decimal:
        """The quantity; raises Invalid, also for more than there is."""
        text = self.lineEdit().text()
        value = formats.parse_quantity(text) if text.strip() else _ZERO
        if value > self._most:
            raise Invalid(f"At most {formats.quantity(self._most)}.")
        return value

    def set_value(self, value: Decimal) -> None:
        """Show a quantity."""
        self.lineEdit().setText(formats.quantity(value))
        self.edited.emit()

    def stepBy(self, steps: int) -> None:
        """Up or down, stopping at both ends."""
        try:
            now = self.value()
        except Invalid:
            now = self._most
        self.set_value(max(_ZERO, min(self._most, now + steps)))
        self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Both ways while in between."""
        try:
            now = self.value()
        except Invalid:
            return QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        up = QAbstractSpinBox.StepEnabledFlag.StepUpEnabled if now < self._most else None
        down = QAbstractSpinBox.StepEnabledFlag.StepDownEnabled if now > 0 else None
        return (up | down) if up and down else up or down or QAbstractSpinBox.StepEnabledFlag.StepNone
