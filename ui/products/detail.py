"""One product in full: what it is, what is there of it, and what moved it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from readmodel.products.answers import GetProduct, ProductDetail
from ui import formats
from ui.desk import Desk
from ui.intents import EditRecord
from ui.products.movements import Movements
from ui.products.stock_dialogs import CorrectDialog, ReceiveDialog
from ui.theme import icon
from ui.widgets.badge import Badge
from ui.widgets.flow import Flow
from ui.widgets.text import clear_layout, label, rule


class ProductDetailPane(QWidget):
    """Follows the product it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("product_detail")
        self.setAccessibleName("Product")
        self.setMinimumWidth(320)
        self._desk = desk
        self._product_id: str | None = None
        self._product: ProductDetail | None = None
        self._name = label("", "heading", name="product_detail_name", wrap=True)
        self._sku = label("", "muted", name="product_detail_sku")
        self._badges = Flow()
        self._levels = QGridLayout()
        self._facts = QGridLayout()
        self._movements = Movements(desk)
        self._receive = self._button("Receive stock…", "product_receive", "download-simple", self._open_receive)
        self._correct = self._button("Correct stock…", "product_correct", "scales", self._open_correct)
        self._change = self._button("Edit product", "product_edit", "pencil-simple", self._edit)
        self._empty = label("", "muted", name="product_detail_empty", wrap=True)
        self._stack = QStackedLayout(self)
        self._lay_out()
        self.show_product(None)
        desk.changed.connect(self._on_changed)

    def show_product(self, product_id: str | None) -> None:
        """Show a product, or with None nothing."""
        self._product_id = product_id
        if product_id is None:
            self._product = None
            self._show_empty("Choose a product to see it here.")
        else:
            self._desk.ask(GetProduct(product_id=product_id), self._know, lane="product_detail")

    def _know(self, product: ProductDetail | None) -> None:
        self._product = product
        if product is None:
            self._show_empty("This product is saved; the view has not caught up with it yet.")
            return
        self._stack.setCurrentIndex(1)
        details = product.details
        self._name.setText(details.name)
        self._sku.setText(" · ".join(part for part in (details.sku, details.barcode) if part))
        self._show_badges(product)
        reason = "" if details.tracked else "The stock of this product is not tracked."
        for button in (self._receive, self._correct):
            button.setEnabled(details.tracked)
            button.setToolTip(reason)
        self._show_levels(product)
        self._show_facts(product)
        self._movements.show_movements(product.movements)

    def _show_badges(self, product: ProductDetail) -> None:
        clear_layout(self._badges)
        details = product.details
        if details.discontinued:
            self._badges.addWidget(Badge("Discontinued", "muted", "cross"))
        if not details.tracked:
            self._badges.addWidget(Badge("Not stocked", "muted", "ring"))
        elif product.waiting:
            self._badges.addWidget(Badge("Backordered", "bad", "wedge"))
        elif details.reorder_point and product.available <= details.reorder_point:
            self._badges.addWidget(Badge("Low stock", "warn", "half"))

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
        for column, (title, quantity) in enumerate(levels):
            self._levels.addWidget(label(formats.quantity(quantity), "figure"), 0, column)
            self._levels.addWidget(label(title, "small"), 1, column)
            self._levels.setColumnStretch(column, 1)

    def _show_facts(self, product: ProductDetail) -> None:
        clear_layout(self._facts)
        details, currency = product.details, self._desk.business().currency or ""
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
            self._facts.addWidget(label(value, wrap=True), row, 1)
        self._facts.setColumnStretch(1, 1)

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if self._product_id is not None and ("product", self._product_id) in changes:
            self.show_product(self._product_id)

    def _show_empty(self, text: str) -> None:
        self._empty.setText(text)
        self._stack.setCurrentIndex(0)

    def _open_receive(self) -> None:
        self._open(ReceiveDialog)

    def _open_correct(self) -> None:
        self._open(CorrectDialog)

    def _open(self, dialog: Callable[[Desk, ProductDetail, QWidget], QDialog]) -> None:
        if self._product is not None:
            dialog(self._desk, self._product, self.window()).open()

    def _edit(self) -> None:
        if self._product_id is not None:
            self._desk.request(EditRecord("product", self._product_id))

    def _button(self, text: str, name: str, shape: str, action: Callable[[], None]) -> QPushButton:
        made = QPushButton(icon(shape), text)
        made.setObjectName(name)
        made.setAccessibleName(text.rstrip("…"))
        made.clicked.connect(action)
        return made

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._sku)
        column.addLayout(self._badges)
        buttons = Flow()
        for button in (self._receive, self._correct, self._change):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addSpacing(4)
        column.addLayout(self._levels)
        column.addWidget(rule())
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        column.addLayout(self._facts)
        column.addWidget(rule())
        column.addWidget(label("Stock movements", "section"))
        column.addWidget(self._movements)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(area)
