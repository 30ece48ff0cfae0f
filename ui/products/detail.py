"""One product in full: what it is, what is there of it, and what moved it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton

from readmodel.products.answers import GetProduct, ProductDetail
from ui import formats
from ui.desk import Desk
from ui.products.actions import ICONS, TEXTS, ProductAction, act, why_not
from ui.products.movements import Movements
from ui.products.words import words
from ui.theme import icon
from ui.widgets.badge import Badge
from ui.widgets.detail_pane import LONG_WORD, DetailPane
from ui.widgets.flow import Flow
from ui.widgets.text import breakable, clear_layout, label, rule
from ui.widgets.value import Value

_ROOM = 240
"""Pixels that numbers beside each other have in the narrowest pane; larger ones go on below."""


class ProductDetailPane(DetailPane[ProductDetail]):
    """Follows the product it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "product", "Choose a product to see it here.")
        self._name = label("", "heading", name="product_detail_name", wrap=True)
        self._sku = label("", "muted", name="product_detail_sku")
        self._badges = Flow()
        self._levels = QGridLayout()
        self._facts = QGridLayout()
        self._movements = Movements(desk)
        self._kinds = QComboBox()
        self._kinds.setObjectName("movements_kind")
        self._kinds.setAccessibleName("Kind of movement")
        for text, filter in (("All", ""), ("On hand", "on_hand"), ("Reservations", "reservations")):
            self._kinds.addItem(text, filter)
        self._kinds.currentIndexChanged.connect(self._show_movements)
        self._buttons = {action: self._button(action) for action in ProductAction}
        self._lay_out()

    def question(self, id: str) -> GetProduct:
        """One product in full."""
        return GetProduct(product_id=id)

    def fill(self, product: ProductDetail) -> None:
        """Show a product."""
        details = product.details
        self._name.setText(breakable(details.name, LONG_WORD))
        self._sku.setText(" · ".join(part for part in (details.sku, details.barcode) if part))
        self._show_badges(product)
        for action, button in self._buttons.items():
            reason = why_not(action, tracked=details.tracked)
            button.setEnabled(not reason)
            button.setToolTip(reason)
        self._show_levels(product)
        self._show_facts(product)
        self._show_movements()

    def _show_movements(self) -> None:
        chosen = str(self._kinds.currentData())
        if self.record is not None:
            self._movements.show_of(self.record.product_id, (chosen,) if chosen else ())

    def _show_badges(self, product: ProductDetail) -> None:
        clear_layout(self._badges)
        details = product.details
        for word in words(
            discontinued=details.discontinued,
            tracked=details.tracked,
            waiting=product.waiting > 0,
            low=product.low,
        ):
            self._badges.addWidget(Badge(word.text, word.tone, word.shape))

    def _show_levels(self, product: ProductDetail) -> None:
        clear_layout(self._levels)
        if not product.details.tracked:
            return
        levels = (
            ("Available", product.available),
            ("On hand", product.on_hand),
            ("Reserved", product.reserved),
            ("Waited for", product.waiting),
        )
        told = [(label(formats.quantity(quantity), "figure"), label(title, "small")) for title, quantity in levels]
        widest = max(figure.sizeHint().width() for figure, _ in told)
        across = next((count for count in (4, 2) if count * widest <= _ROOM), 1)
        for place, (figure, title) in enumerate(told):
            row, column = divmod(place, across)
            self._levels.addWidget(figure, 2 * row, column)
            self._levels.addWidget(title, 2 * row + 1, column)
        for column in range(4):
            self._levels.setColumnStretch(column, int(column < across))

    def _show_facts(self, product: ProductDetail) -> None:
        clear_layout(self._facts)
        details, currency = product.details, self.desk.business().currency or ""
        price = " ".join(part for part in (formats.price(details.price, currency), currency) if part)
        rows = (
            ("Price", price),
            ("Tax", formats.percent(details.tax_rate)),
            ("Unit", details.unit),
            ("Category", details.category),
            ("Reorder point", formats.quantity(details.reorder_point) if details.tracked else ""),
        )
        for row, (title, value) in enumerate((title, value) for title, value in rows if value):
            self._facts.addWidget(label(title, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Value(f"product_fact_{row}", title, value), row, 1)
        self._facts.setColumnStretch(1, 1)

    def _act(self, action: ProductAction) -> None:
        if self.record is not None:
            act(self.desk, action, self.record.product_id, self)

    def _button(self, action: ProductAction) -> QPushButton:
        made = QPushButton(icon(ICONS[action]), TEXTS[action])
        made.setObjectName(f"product_{action}")
        made.setAccessibleName(TEXTS[action].rstrip("…"))
        made.clicked.connect(partial(self._act, action))
        return made

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._name)
        column.addWidget(self._sku)
        column.addLayout(self._badges)
        buttons = Flow(gap=4)
        for button in self._buttons.values():
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addSpacing(4)
        column.addLayout(self._levels)
        column.addWidget(rule())
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        column.addLayout(self._facts)
        column.addWidget(rule())
        moved = QHBoxLayout()
        moved.addWidget(label("Stock movements", "section"))
        moved.addStretch(1)
        moved.addWidget(self._kinds)
        column.addLayout(moved)
        column.addWidget(self._movements)
        column.addStretch()
