"""Stock movements in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from readmodel.products.answers import StockMovement
from ui import formats
from ui.desk import Desk
from ui.intents import ShowRecord
from ui.widgets.text import clear_layout, label, set_tone

_WORDS = {
    "StockReceived": "Received",
    "StockAdjusted": "Corrected",
    "StockReserved": "Reserved",
    "StockBackordered": "Backordered",
    "StockReleased": "Released",
    "StockShipped": "Shipped",
}
_ON_HAND = ("StockReceived", "StockAdjusted", "StockShipped")


class Movements(QWidget):
    """Newest first; what changed the quantity on hand carries its sign, reservations stand in grey."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("product_movements")
        self.setAccessibleName("Stock movements")
        self._desk = desk
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)

    def show_movements(self, movements: tuple[StockMovement, ...]) -> None:
        """Show these."""
        clear_layout(self._grid)
        if not movements:
            self._grid.addWidget(label("Nothing moved yet.", "muted"), 0, 0)
        for row, movement in enumerate(movements):
            when = label(formats.moment(movement.occurred_at, self._desk.time_zone()), "small")
            self._grid.addWidget(when, row, 0)
            self._grid.addWidget(label(_WORDS.get(movement.type, movement.type)), row, 1)
            self._grid.addWidget(self._why(movement, row), row, 2, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(_amount(movement), row, 3, Qt.AlignmentFlag.AlignRight)

    def _why(self, movement: StockMovement, row: int) -> QWidget:
        if movement.order_id is None:
            return label(movement.note, "muted", wrap=True)
        link = QPushButton(movement.order_number or "Order")
        link.setObjectName(f"movement_order_{row}")
        link.setAccessibleName(f"Show order {movement.order_number}")
        link.setProperty("kind", "link")
        order_id = movement.order_id
        link.clicked.connect(lambda: self._desk.request(ShowRecord("order", order_id)))
        return link


def _amount(movement: StockMovement) -> QWidget:
    changes = movement.type in _ON_HAND
    sign = "+" if changes and movement.quantity > 0 else ""
    shown = label(f"{sign}{formats.quantity(movement.quantity)}", "" if changes else "muted")
    if changes and movement.quantity < 0:
        set_tone(shown, "bad")
    return shown
