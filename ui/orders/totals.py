"""The right-hand side of the order form: what it comes to, recomputed as one types."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from domain.money import Taxed
from ui import formats
from ui.orders.entry import TypedOrder
from ui.orders.running_total import RunningTotal
from ui.orders.understanding import Problems, UnderstoodHead
from ui.theme import Face, font
from ui.widgets.field import Field
from ui.widgets.figure import FigureLabel
from ui.widgets.text import label, rule

_ZERO = Decimal(0)
_SAID_LINES = 2
"""So many lines below the fields are left free for what is said of them."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TotalsPanel(QWidget):
    """Freight is typed here, everything else is the sum of what is typed elsewhere."""

    typed = Signal()

    def __init__(self, total: RunningTotal) -> None:
        super().__init__()
        self._running = total
        self._charges: dict[str, Taxed] = {}
        self._order = TypedOrder()
        self._freight = QLineEdit()
        self._freight_tax = QLineEdit()
        self._freight.setPlaceholderText(formats.price(_ZERO))
        self._freight_tax.setPlaceholderText(formats.quantity(_ZERO))
        for editor in (self._freight, self._freight_tax):
            editor.setAlignment(_RIGHT)
        self.fields = {
            "charges.0.amount": Field("Freight", self._freight, "order_freight"),
            "charges.0.tax_rate": Field("Tax %", self._freight_tax, "order_freight_tax"),
        }
        for field, editor in zip(self.fields.values(), (self._freight, self._freight_tax), strict=True):
            editor.textEdited.connect(lambda _, field=field: self._read(field))
        self._heading = label("Total", "section", name="order_totals_heading")
        self._net = label("", name="order_net")
        self._freight_shown = label("", name="order_freight_shown")
        self._total = FigureLabel("order_total")
        self._tax_rows: list[tuple[QLabel, QLabel]] = []
        self._taxes: list[tuple[str, str]] = []
        self._sums = QGridLayout()
        self._upper = QWidget()
        self._area = _scrolling(self._upper)
        self._lay_out()

    @property
    def editors(self) -> tuple[QWidget, ...]:
        """What is typed here, in tab order; Tab from the lines comes to the first."""
        return self._freight, self._freight_tax

    def needed_width(self, room: int) -> int:
        """How wide it has to be, so that no sum is cut; what a tax is of is left out where ``room`` is too little."""
        for with_base in (True, False):
            for (name, _), (tax, base) in zip(self._tax_rows, self._taxes, strict=False):
                name.setText(f"{tax} of {base}" if with_base else tax)
            if (needed := self._least_width()) <= room:
                break
        return needed

    def load(self, order: TypedOrder) -> None:
        """Show an order's freight, which every change is written into from now on."""
        self._order = order
        self._freight.setText(order.freight)
        self._freight_tax.setText(order.freight_tax)
        self.show_problems({})

    def show_problems(self, problems: Problems) -> None:
        """Say at each field what is wrong with it."""
        for path, field in self.fields.items():
            field.fail(problems.get(path, ""))

    def show_read(self, head: UnderstoodHead) -> None:
        """Write freight and its rate as numbers are written everywhere, where they could be read."""
        order, wrong = self._order, head.problems
        if order.freight.strip() and "charges.0.amount" not in wrong:
            order.freight = formats.amount(head.freight, order.currency)
            self._freight.setText(order.freight)
        if order.freight_tax.strip() and "charges.0.tax_rate" not in wrong:
            order.freight_tax = formats.quantity(head.freight_rate)
            self._freight_tax.setText(order.freight_tax)

    def show_sums(self, head: UnderstoodHead) -> None:
        """Add everything up again."""
        currency = self._order.currency
        parts = {each.charge_id: Taxed(each.amount, each.tax_rate) for each in self._order.more_charges}
        if head.freight:
            parts[self._order.freight_id] = Taxed(head.freight, head.freight_rate)
        for id in self._charges.keys() | parts.keys():
            self._running.set(id, parts.get(id), charge=True)
        self._charges = parts
        charges = sum(part.net for part in parts.values())
        self._heading.setText(f"Total in {currency}")
        self._net.setText(formats.amount(self._running.lines_net, currency))
        self._freight_shown.setText(formats.amount(charges, currency))
        rates = [rate for rate in self._running.rates() if rate.rate]
        self._want_tax_rows(len(rates))
        self._taxes = [(f"Tax {formats.percent(rate.rate)}", formats.amount(rate.net, currency)) for rate in rates]
        for (_, value), rate in zip(self._tax_rows, rates, strict=False):
            value.setText(formats.amount(rate.tax, currency))
        self._total.setText(formats.amount(self._running.total, currency))

    def _least_width(self) -> int:
        inside = self._upper.layout()
        assert inside is not None
        inside.activate()
        bar = self._area.verticalScrollBar()
        beside = bar.sizeHint().width() if bar.maximum() else 0
        return max(self._upper.minimumSizeHint().width() + beside, self._total.minimumSizeHint().width())

    def _read(self, field: Field) -> None:
        self._order.freight, self._order.freight_tax = self._freight.text(), self._freight_tax.text()
        field.fail("")
        self.typed.emit()

    def _want_tax_rows(self, count: int) -> None:
        while len(self._tax_rows) < count:
            row = (label("", "muted", wrap=True), label(""))
            row[1].setAlignment(_RIGHT)
            at = 2 + len(self._tax_rows)
            self._sums.addWidget(row[0], at, 0)
            self._sums.addWidget(row[1], at, 1)
            self._tax_rows.append(row)
        for place, row in enumerate(self._tax_rows):
            for part in row:
                part.setVisible(place < count)

    def _lay_out(self) -> None:
        freight = QHBoxLayout()
        freight.setSpacing(8)
        freight.addWidget(self.fields["charges.0.amount"], 3)
        freight.addWidget(self.fields["charges.0.tax_rate"], 2)
        said = QWidget()
        said.setMinimumHeight(_SAID_LINES * QFontMetrics(font(Face.SMALL)).lineSpacing())
        line = QHBoxLayout(said)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field in self.fields.values():
            field.speak_in(line)
        self._sums.setVerticalSpacing(6)
        self._sums.setColumnStretch(0, 1)
        for row, (title, value) in enumerate((("Net", self._net), ("Charges", self._freight_shown))):
            value.setAlignment(_RIGHT)
            self._sums.addWidget(label(title, "muted"), row, 0)
            self._sums.addWidget(value, row, 1)
        inside = QVBoxLayout(self._upper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(3)
        inside.addLayout(freight)
        inside.addWidget(said)
        inside.addLayout(self._sums)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._area, 1)
        column.addWidget(rule())
        column.addWidget(self._heading)
        column.addWidget(self._total)


def _scrolling(content: QWidget) -> QScrollArea:
    """Many tax rates in a low window scroll; the total below them always stands."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    for part in (area.viewport(), content):
        part.setAutoFillBackground(False)
    return area
