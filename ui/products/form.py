"""The form of a product, new or known."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from domain.errors import Refused, VersionConflict
from domain.ids import new_id
from domain.messages import Command
from domain.products.commands import AddProduct, ChangeProduct
from domain.products.events import ProductDetails
from readmodel.products.answers import GetProduct, ProductDetail
from ui import formats
from ui.desk import Desk
from ui.widgets.command_dialog import CommandDialog

_TEXTS = (("sku", "SKU"), ("name", "Name"), ("barcode", "Barcode"), ("category", "Category"), ("unit", "Unit"))


class ProductForm(CommandDialog):
    """Adds a product or changes one; a change by somebody else meanwhile is shown beside what is typed here."""

    saved = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, "product_form", "New product", "Add product", parent)
        self._product_id = new_id()
        self._seen_version: int | None = None
        self._filled: dict[str, str] = {}
        self._details = ProductDetails(sku="", name="")
        currency = desk.business().currency
        self._texts = {name: self.line(name, title) for name, title in _TEXTS}
        self._price = self.line("price", f"Price in {currency}" if currency else "Price", hint="Per unit, before tax")
        self._tax_rate = self.line("tax_rate", "Tax %")
        self._reorder_point = self.line("reorder_point", "Reorder point", hint="Low stock from here on down")
        self._tracked = _check("Stock is tracked: orders reserve it", "product_form_tracked")
        self._discontinued = _check("Discontinued", "product_form_discontinued")
        self._tracked.setChecked(True)
        self._lay_out()

    def start_new(self, name: str = "") -> None:
        """An empty form."""
        self._texts["name"].setText(name)
        self._texts["sku"].setFocus()

    def edit(self, product_id: str) -> None:
        """The form of a known product, filled once the read store has answered."""
        self._product_id = product_id
        self.submit_button.setText("Save product")
        self.setWindowTitle("Edit product")
        self.submit_button.setEnabled(False)
        self.desk.ask(GetProduct(product_id=product_id), self._know)

    def command(self) -> Command:
        """AddProduct or ChangeProduct with everything as typed; raises Invalid."""
        details = ProductDetails(
            price=formats.parse_price(self._price.text() or "0", field="price"),
            tax_rate=formats.parse_percent(self._tax_rate.text() or "0", field="tax_rate"),
            reorder_point=formats.parse_quantity(self._reorder_point.text() or "0", field="reorder_point"),
            tracked=self._tracked.isChecked(),
            discontinued=self._discontinued.isChecked(),
            **{name: editor.text().strip() for name, editor in self._texts.items()},
        )
        if self._seen_version is None:
            return AddProduct(product_id=self._product_id, details=details)
        return ChangeProduct(product_id=self._product_id, details=details, seen_version=self._seen_version)

    def finished_well(self) -> None:
        """Say it in passing, and tell whoever opened the form."""
        if self.recorded_at:
            name = self._texts["name"].text().strip()
            self.desk.tell_recorded(f"{name} {'added' if self._seen_version is None else 'changed'}.")
        self.saved.emit(self._product_id)

    def conflicted(self, error: Refused) -> bool:
        """Show what is saved now beside what is typed, field by field."""
        if not isinstance(error, VersionConflict):
            return False
        self.desk.ask(GetProduct(product_id=self._product_id), self._merge_theirs)
        return True

    def _know(self, product: ProductDetail | None) -> None:
        if product is None:
            self._say("This product is not here yet; try again in a moment.")
            return
        self.setWindowTitle(f"Edit {product.details.name}")
        self._seen_version = product.version
        self._filled, self._details = _texts_of(product.details), product.details
        for path, text in self._filled.items():
            self.fields[path].text = text
        self._tracked.setChecked(product.details.tracked)
        self._discontinued.setChecked(product.details.discontinued)
        self.submit_button.setEnabled(True)
        self._texts["name"].setFocus()

    def _merge_theirs(self, theirs: ProductDetail | None) -> None:
        if theirs is None:
            return
        self._seen_version = theirs.version
        for box, name in ((self._tracked, "tracked"), (self._discontinued, "discontinued")):
            if box.isChecked() == getattr(self._details, name):
                box.setChecked(getattr(theirs.details, name))
        texts = _texts_of(theirs.details)
        self.merge(self._filled, texts)
        self._filled, self._details = texts, theirs.details

    def _lay_out(self) -> None:
        for editor in (self._price, self._tax_rate, self._reorder_point):
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for path, row, column, span in (
            ("sku", 0, 0, 2),
            ("name", 0, 2, 4),
            ("barcode", 1, 0, 2),
            ("category", 1, 2, 2),
            ("unit", 1, 4, 2),
            ("price", 2, 0, 2),
            ("tax_rate", 2, 2, 2),
            ("reorder_point", 2, 4, 2),
        ):
            grid.addWidget(self.fields[path], row, column, 1, span)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self._tracked)
        self.body.addWidget(self._discontinued)
        self.body.addStretch()
        self.resize(640, 0)


def _texts_of(details: ProductDetails) -> dict[str, str]:
    """What stands in the form's fields for a product, by their paths."""
    return {name: str(getattr(details, name)) for name, _ in _TEXTS} | {
        "price": formats.price(details.price),
        "tax_rate": formats.quantity(details.tax_rate),
        "reorder_point": formats.quantity(details.reorder_point),
    }


def _check(text: str, name: str) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    return made
