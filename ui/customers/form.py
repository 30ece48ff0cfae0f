"""The form of a customer, new or known."""

from msgspec.structs import asdict
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from domain.addresses import Address
from domain.customers.commands import AddCustomer, ChangeCustomer
from domain.customers.events import CustomerPersonal
from domain.errors import Refused, VersionConflict
from domain.ids import new_id
from domain.messages import Command
from readmodel.customers.answers import CustomerDetail, GetCustomer
from ui.desk import Desk
from ui.widgets.address import AddressFields
from ui.widgets.command_dialog import CommandDialog
from ui.widgets.field import Field
from ui.widgets.text import label

_LINES = (
    ("name", "Name"),
    ("contact", "Contact"),
    ("email", "Email"),
    ("phone", "Phone"),
    ("vat_number", "VAT number"),
)


class CustomerForm(CommandDialog):
    """Adds a customer or changes one; a change by somebody else meanwhile is shown beside what is typed here."""

    saved = Signal(str, str, object)
    """Customer id, code and CustomerPersonal, as they were sent."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, "customer_form", "New customer", "Add customer", parent)
        self._customer_id = new_id()
        self._seen_version: int | None = None
        self._filled: dict[str, str] = {}
        self._code = self.line("code", "Code", hint="Short and unique")
        self._lines: dict[str, QLineEdit] = {name: self.line(name, title) for name, title in _LINES}
        self._note = QPlainTextEdit()
        self._note.setStyleSheet("min-height: 48px; max-height: 96px")
        self._note.setTabChangesFocus(True)
        self.add("note", Field("Note", self._note, "customer_form_note"))
        self._billing = AddressFields("customer_form_billing", "billing")
        self._shipping = AddressFields("customer_form_shipping", "shipping")
        for block in (self._billing, self._shipping):
            for path, field in block.fields.items():
                self.add(path, field)
        self._elsewhere = QCheckBox("Ship to another address than the billing address")
        self._elsewhere.setObjectName("customer_form_ship_elsewhere")
        self._elsewhere.toggled.connect(self._show_shipping)
        self._lay_out()
        self._show_shipping(False)

    def start_new(self, name: str = "") -> None:
        """An empty form; a name already typed elsewhere comes with it."""
        self._lines["name"].setText(name)
        self._code.setText(_code_from(name))
        self._code.setFocus()
        self._code.selectAll()

    def edit(self, customer_id: str) -> None:
        """The form of a known customer, filled once the read store has answered."""
        self._customer_id = customer_id
        self.setWindowTitle("Edit customer")
        self.submit_button.setText("Save customer")
        self.submit_button.setEnabled(False)
        self.desk.ask(GetCustomer(customer_id=customer_id), self._know)

    def command(self) -> Command:
        """AddCustomer or ChangeCustomer with everything as typed."""
        code, personal = self._code.text().strip(), self._personal()
        if self._seen_version is None:
            return AddCustomer(customer_id=self._customer_id, code=code, personal=personal)
        return ChangeCustomer(
            customer_id=self._customer_id, code=code, personal=personal, seen_version=self._seen_version
        )

    def finished_well(self) -> None:
        """Say it in passing, and tell whoever opened the form, with what the read store may not show yet."""
        personal = self._personal()
        if self.recorded_at:
            self.desk.tell_recorded(f"{personal.name} {'added' if self._seen_version is None else 'changed'}.")
        self.saved.emit(self._customer_id, self._code.text().strip(), personal)

    def conflicted(self, error: Refused) -> bool:
        """Show what is saved now beside what is typed, field by field."""
        if not isinstance(error, VersionConflict):
            return False
        self.desk.ask(GetCustomer(customer_id=self._customer_id), self._merge_theirs)
        return True

    def _know(self, customer: CustomerDetail | None) -> None:
        if customer is None:
            self._say("This customer is not here yet; try again in a moment.")
            return
        self.setWindowTitle(f"Edit {customer.personal.name}")
        self._seen_version = customer.version
        self._filled = _texts_of(customer)
        for path, text in self._filled.items():
            self.fields[path].text = text
        self._elsewhere.setChecked(customer.personal.shipping != Address())
        self._changed = False
        self.submit_button.setEnabled(True)
        self._lines["name"].setFocus()

    def _merge_theirs(self, theirs: CustomerDetail | None) -> None:
        if theirs is None:
            return
        self._seen_version = theirs.version
        texts = _texts_of(theirs)
        self.merge(self._filled, texts)
        self._filled = texts
        if self._shipping.address != Address():
            self._elsewhere.setChecked(True)

    def _personal(self) -> CustomerPersonal:
        return CustomerPersonal(
            billing=self._billing.address,
            shipping=self._shipping.address if self._elsewhere.isChecked() else Address(),
            note=self._note.toPlainText().strip(),
            **{name: editor.text().strip() for name, editor in self._lines.items()},
        )

    def _show_shipping(self, shown: bool) -> None:
        self._shipping.setVisible(shown)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        places = (("code", 0, 0, 1), ("name", 0, 1, 3), ("contact", 1, 0, 2), ("email", 1, 2, 2))
        for path, row, column, span in (*places, ("phone", 2, 0, 2), ("vat_number", 2, 2, 2)):
            grid.addWidget(self.fields[path], row, column, 1, span)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addWidget(label("Billing address", "section"))
        self.body.addWidget(self._billing)
        self.body.addWidget(self._elsewhere)
        self.body.addWidget(self._shipping)
        self.body.addWidget(self.fields["note"])
        self.body.addStretch()
        self.resize(680, 0)


def _texts_of(customer: CustomerDetail) -> dict[str, str]:
    """What stands in the form's fields for a customer, by their paths."""
    personal = customer.personal
    texts = {"code": customer.code, "note": personal.note}
    texts |= {name: getattr(personal, name) for name, _ in _LINES}
    for path, address in (("billing", personal.billing), ("shipping", personal.shipping)):
        texts |= {f"{path}.{name}": text for name, text in asdict(address).items()}
    return texts


def _code_from(name: str) -> str:
    """A code somebody may well want: the first letters of the name."""
    letters = [character for character in name.upper() if character.isalnum()]
    return "".join(letters[:5])
