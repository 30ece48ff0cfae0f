"""How the order form is laid out; what it does stands in ``form``."""

from itertools import pairwise

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.orders.currency_choice import CurrencyChoice
from ui.orders.entry import TypedOrder
from ui.orders.head import OrderHead
from ui.orders.lines import OrderLines
from ui.orders.lines_view import OrderLinesView
from ui.orders.running_total import RunningTotal
from ui.orders.totals import TotalsPanel
from ui.widgets.text import card, label

_TOTALS_WIDTH = 248
_TOTALS_WIDTH_NARROW = 200
_SIDE = 16
_HAIRLINE = 1
_NARROW = 1000


class FormLayout:
    """The parts of the form, made and put in their places and in their tab order."""

    def __init__(self, desk: Desk, form: QWidget, lines: OrderLines, total: RunningTotal) -> None:
        self.head = OrderHead(desk)
        self.grid = OrderLinesView(desk, lines)
        self.totals = TotalsPanel(total)
        self.currency = CurrencyChoice(desk)
        self.place = _button("Place order", "order_place", "primary", "Ctrl+Enter, from anywhere")
        self.keep = _button("Keep as draft", "order_keep", "", "Esc: closes the form, keeps what is typed")
        self.remove = _button("Remove line", "order_remove_line", "quiet", "Ctrl+Delete")
        self.restore = _button("Restore line", "order_restore_line", "link", "Ctrl+Shift+Delete")
        self._side = card()
        self._middle = QHBoxLayout()
        self._around = QVBoxLayout()
        self._title = label("New order", "heading", name="order_form_title")
        self._message = label("", "error", name="order_form_message", wrap=True)
        self._hints = label(
            "Enter goes on · Tab to price and discount · Ctrl+Enter places · Esc keeps a draft", "small", wrap=True
        )
        self._lay_out(form)
        # From the lines on to the money and to placing; what is rarely wanted comes last.
        path = (self.grid, *self.totals.editors, self.place, self.keep, self.restore, self.remove)
        for before, after in pairwise(path):
            QWidget.setTabOrder(before, after)
        self.show_removed(0)

    def show_title(self, order: TypedOrder) -> None:
        """Say whether this is a new order or a draft opened again."""
        self._title.setText("New order" if order.seen_version is None else "Draft order")

    def fit(self, width: int) -> None:
        """Leave more room for the lines where there is little, though never less for the sums than they need."""
        narrow = width < _NARROW
        usual = _TOTALS_WIDTH_NARROW if narrow else _TOTALS_WIDTH
        around = 2 * (_SIDE + _HAIRLINE)
        self._side.setFixedWidth(max(usual, self.totals.needed_width(usual - around) + around))
        self._middle.setSpacing(8 if narrow else 16)
        self._around.setContentsMargins(*((12, 12, 12, 12) if narrow else (24, 16, 24, 16)))

    def say(self, message: str) -> None:
        """Say under the lines what is wrong; an empty message takes it away."""
        if message != self._message.text():
            self._message.setText(message)
        self._message.setVisible(bool(message))
        self._hints.setVisible(not message)

    def show_removed(self, count: int) -> None:
        """Offer to bring back what was removed."""
        self.restore.setVisible(count > 0)

    def _lay_out(self, form: QWidget) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self.currency)
        sheet = card()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        self.grid.setFrameShape(QFrame.Shape.NoFrame)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self._message, 1)
        under.addWidget(self._hints, 1)
        under.addWidget(self.restore)
        under.addWidget(self.remove)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(sheet, 1)
        left.addLayout(under)
        sums = QVBoxLayout(self._side)
        sums.setContentsMargins(_SIDE, 14, _SIDE, 16)
        sums.setSpacing(8)
        sums.addWidget(self.totals, 1)
        sums.addWidget(self.place)
        sums.addWidget(self.keep)
        middle = self._middle
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(self._side)
        column = self._around
        form.setLayout(column)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.head)
        column.addLayout(middle, 1)


def _button(text: str, name: str, kind: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setProperty("kind", kind)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    return made
