"""The order form: customer, lines and totals, by keyboard alone; whatever is typed is kept as it is typed."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from domain.errors import NothingToRecord, Refused, VersionConflict
from domain.ids import new_id
from domain.messages import Receipt
from domain.orders.commands import PlaceOrder, SaveDraft
from readmodel.products.answers import GetProductMatches, ProductMatch
from ui.desk import Desk
from ui.drafts import Drafts
from ui.intents import ShowRecord
from ui.orders.content import Unready, draftable, placeable
from ui.orders.entry import TypedOrder
from ui.orders.form_layout import FormLayout
from ui.orders.keys import is_enter, is_forms_own
from ui.orders.line_columns import FIELDS, Column
from ui.orders.lines import OrderLines
from ui.orders.running_total import RunningTotal
from ui.orders.typeahead import TypeAhead
from ui.orders.understanding import Problems, UnderstoodHead, understand_head

_READ_ON_LEAVING = ("due_on", "charges.0.amount", "charges.0.tax_rate")

_PLACE = ("Ctrl+Return", "Ctrl+Enter")
"""Place the order even while the focus is beside the form; within it the form claims these keys for itself."""


class OrderForm(QWidget):
    """One order being typed, new or a draft. It never closes itself: ``left`` and ``placed`` say that it may go."""

    left = Signal(object, str)
    """Done with: a SaveDraft to keep it by or None, and a sentence where it could be kept only as it was typed."""
    placed = Signal(str)
    """Placed, and on disk."""
    conflicted = Signal()
    """Somebody else changed the draft; what is typed still stands."""
    new_customer = Signal(str)
    """There is no such customer yet; a form for one is wanted."""

    def __init__(self, desk: Desk, drafts: Drafts) -> None:
        super().__init__()
        self.setObjectName("order_form")
        self.setAccessibleName("Order form")
        self._desk = desk
        self._drafts = drafts
        self.order = TypedOrder()
        self._changed = False
        self._waiting = False
        self._place_then = False
        self._placing = False
        self._total = RunningTotal()
        self.lines = OrderLines(self._total, self)
        self.parts = FormLayout(desk, self, self.lines, self._total)
        self._fields = self.parts.head.fields | self.parts.totals.fields
        self._ahead = TypeAhead(self, self._shortcut)
        self._connect()
        self.load(TypedOrder(currency=self.parts.currency.offered()))

    # -- what it shows

    def load(self, order: TypedOrder, *, changed: bool = False) -> None:
        """Show an order; ``changed`` says that it holds more than what was saved."""
        self.order = order
        self._changed = changed
        self._total.rounding = self._desk.business().tax_rounding
        self.lines.load(order.lines, order.currency)
        self.parts.head.load(order)
        self.parts.totals.load(order)
        self.parts.show_title(order)
        self._say("")
        self._show_sums()
        self._refresh_stock({line.product.product_id for line in order.lines if line.product})
        if changed:
            self._keep_typing()

    def start(self) -> None:
        """Put the cursor where typing goes on: the customer, a product still to be chosen, or the line to come."""
        undecided = next((row for row, line in enumerate(self.lines.lines) if line.search), None)
        if self.order.customer is None or self.order.customer_search:
            self.parts.head.customer.setFocus(Qt.FocusReason.OtherFocusReason)
        elif undecided is not None:
            self.parts.grid.go_to(undecided, Column.PRODUCT)
        else:
            self.parts.grid.go_to_blank()

    def typed(self) -> TypedOrder:
        """Everything as it stands now, the lines included."""
        self.order.lines = self.lines.lines
        return self.order

    @property
    def changed(self) -> bool:
        """Whether there is anything here that is not saved."""
        return self._changed

    # -- what a person does

    def place(self) -> None:
        """Place the order; what is typed and not decided yet is taken as Enter would take it, and waited for."""
        if self._placing:
            return
        for field in (self.parts.head.customer, self.parts.grid.undecided()):
            if field is not None and field.undecided:
                field.decide()
                if self._waiting:
                    self._place_then = True
                    return
                if field.undecided:
                    return
        ready = placeable(self.typed(), self.lines, self._desk.today())
        if isinstance(ready, Unready):
            self._show_unready(ready)
            return
        self._set_placing(True)
        command = PlaceOrder(
            order_id=self.order.order_id,
            content=ready,
            currency=self.order.currency,
            seen_version=self.order.seen_version,
        )
        self._desk.send(command, self._was_placed, self._refused)

    def keep(self) -> None:
        """Close, keeping what is typed as a draft; an untouched form leaves nothing."""
        self._ahead.forget()
        if self._placing:
            return
        order = self.typed()
        if order.untouched and order.seen_version is None:
            self._drafts.drop(order.order_id)
            self.left.emit(None, "")
        elif not self._changed:
            self.left.emit(None, "")
        elif isinstance(content := draftable(order, self.lines, self._desk.today()), Unready):
            self.left.emit(None, content.message)
        else:
            command = SaveDraft(
                order_id=order.order_id, content=content, currency=order.currency, seen_version=order.seen_version
            )
            self.left.emit(command, "")

    def remove_line(self) -> None:
        """Take out the line the cursor is in."""
        if self.parts.grid.remove_current():
            self._say("")
            self.parts.show_removed(self.lines.removed)

    def restore_line(self) -> None:
        """Bring back the line removed last."""
        row = self.lines.restore()
        self.parts.show_removed(self.lines.removed)
        if row >= 0:
            self.parts.grid.go_to(row, Column.QUANTITY)

    def start_over(self) -> None:
        """Make what is typed a new order, when the draft it was can't be changed any more."""
        order = self.typed()
        self._drafts.drop(order.order_id)
        order.order_id, order.seen_version, order.base = new_id(), None, None
        for line in order.lines:
            line.line_id = new_id()
        self.load(order, changed=True)

    # -- QWidget

    def event(self, event: QEvent) -> bool:
        """Claim the form's own keys before a menu or the window can."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_forms_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field wanted."""
        if not self._shortcut(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where typing begins, unless somebody is typing here already."""
        super().showEvent(event)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        self.parts.fit(self.width())

    # -- inside

    def _shortcut(self, event: QKeyEvent) -> bool:
        if not is_forms_own(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
        elif is_enter(event.key()):
            self.place()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.restore_line()
        else:
            self.remove_line()
        return True

    def _connect(self) -> None:
        parts = self.parts
        self.lines.typed.connect(self._typed)
        parts.head.typed.connect(self._typed)
        parts.totals.typed.connect(self._typed)
        parts.head.customer_chosen.connect(parts.grid.go_to_blank)
        parts.head.new_customer.connect(self.new_customer)
        parts.head.waiting.connect(self._set_waiting)
        parts.grid.waiting.connect(self._set_waiting)
        parts.grid.told.connect(self._say)
        parts.grid.left.connect(self._leave_grid)
        parts.place.clicked.connect(self.place)
        parts.keep.clicked.connect(self.keep)
        parts.remove.clicked.connect(self.remove_line)
        parts.restore.clicked.connect(self.restore_line)
        parts.currency.chosen.connect(self._set_currency)
        for keys in _PLACE:
            QShortcut(QKeySequence(keys), self, self.place)
        for path, field in self._fields.items():
            if path in _READ_ON_LEAVING and isinstance(field.editor, QLineEdit):
                field.editor.editingFinished.connect(partial(self._read_field, path))
        self._desk.business_known.connect(self._know_business)
        self._desk.changed.connect(self._on_changed)

    def _typed(self) -> None:
        self._changed = True
        self._say("")
        self._show_sums()
        self._keep_typing()

    def _keep_typing(self) -> None:
        order = self.typed()
        if order.untouched and order.seen_version is None:
            self._drafts.drop(order.order_id)
        else:
            self._drafts.keep(order.order_id, order.packed())

    def _show_sums(self) -> None:
        head = self._head()
        self.parts.totals.show_sums(head)
        for path in _READ_ON_LEAVING:
            field = self._fields[path]
            field.warn("" if field.editor.hasFocus() else head.doubts.get(path, ""))
        self.parts.fit(self.width())

    def _head(self) -> UnderstoodHead:
        return understand_head(self.order, self._desk.today(), self._total.lines_net)

    def _say(self, message: str) -> None:
        self.parts.say(message)

    def _set_waiting(self, waiting: bool) -> None:
        self._waiting = waiting
        if waiting:
            self._ahead.hold()
            return
        if self._place_then:
            self._place_then = False
            self.place()
        self._ahead.release()

    def _read_field(self, path: str) -> None:
        """Say what is wrong with a field as soon as it is left, and show how the rest was read."""
        head, field = self._head(), self._fields[path]
        field.fail(head.problems.get(path, ""))
        field.warn(head.doubts.get(path, ""))
        if path == "due_on" and head.due_on is not None:
            self.parts.head.show_due(head.due_on)
        elif path in self.parts.totals.fields:
            self.parts.totals.show_read(head)

    def _leave_grid(self, forward: bool) -> None:
        goal = self.parts.totals.editors[0] if forward else self.parts.head.last
        goal.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)

    def _set_placing(self, placing: bool) -> None:
        self._placing = placing
        self.parts.place.setText("Placing…" if placing else "Place order")
        self.parts.place.setEnabled(not placing)

    def _show_unready(self, unready: Unready) -> None:
        problems = unready.problems
        self.lines.show_missing()
        self._show_problems(problems)
        self._say(unready.message)
        if not problems and (first := self.lines.first_problem()) is not None:
            self.parts.grid.go_to(first[0], first[1])
            self._say(unready.message)
        elif not problems:
            self.parts.grid.go_to_blank()
            self._say(unready.message)

    def _show_problems(self, problems: Problems) -> None:
        self.parts.head.show_problems(problems)
        self.parts.totals.show_problems(problems)
        fields = self._fields
        first = next((fields[path] for path in fields if path in problems), None)
        if first is not None:
            self.parts.grid.close_editor()
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _was_placed(self, receipt: Receipt) -> None:
        self._set_placing(False)
        self._changed = False
        self._drafts.drop(self.order.order_id)
        self.placed.emit(self.order.order_id)
        self._desk.request(ShowRecord("order", self.order.order_id, as_of=receipt.position))

    def _refused(self, error: Refused) -> None:
        self._set_placing(False)
        path = error.field.removeprefix("content.")
        if isinstance(error, VersionConflict) or path == "order_id":
            self.conflicted.emit()
        elif path.startswith("lines.") and path.count(".") >= 2:
            _, row, field = path.split(".", 2)
            column = next((column for column, name in FIELDS.items() if name == field), Column.PRODUCT)
            self.lines.refuse(int(row), FIELDS[column], error.message)
            self.parts.grid.go_to(int(row), column)
            self._say(f"Line {int(row) + 1}, {column.name.lower()}: {error.message}")
        elif path in self._fields:
            self._show_problems({path: error.message})
        elif not isinstance(error, NothingToRecord):
            self._say(error.message)

    def _set_currency(self, currency: str) -> None:
        """Read what is typed in another currency; the cell that is being typed in stays open."""
        self.order.currency = currency
        self.lines.use_currency(currency)
        self._show_sums()
        if self._changed:
            self._keep_typing()

    def _know_business(self) -> None:
        """The base currency is fixed now, perhaps by an order placed elsewhere a moment ago."""
        business = self._desk.business()
        self.parts.currency.refresh()
        self._total.rounding = business.tax_rounding
        if business.currency is not None and business.currency != self.order.currency:
            self._set_currency(business.currency)
        else:
            self._show_sums()

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        products = {id for subject, id in changes if subject == "product"}
        on_order = {line.product.product_id for line in self.lines.lines if line.product}
        self._refresh_stock(products & on_order)
        customer = self.order.customer
        if customer is not None and ("customer", customer.customer_id) in changes:
            self.parts.head.refresh_customer()

    def _refresh_stock(self, products: set[str]) -> None:
        if products:
            query = GetProductMatches(product_ids=tuple(products))
            self._desk.ask(query, self._know_stock)

    def _know_stock(self, products: tuple[ProductMatch, ...]) -> None:
        self.lines.refresh_products({product.product_id: product for product in products})
