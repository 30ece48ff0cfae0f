"""Opens order forms and sees them off: new ones, drafts opened again, and what a crash interrupted."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from domain.customers.events import CustomerPersonal
from domain.errors import NothingToRecord, Refused
from domain.orders.commands import SaveDraft
from readmodel.customers.answers import CustomerMatch
from readmodel.orders.detail_answers import GetOrder, OrderDetail
from readmodel.products.answers import GetProductMatches, ProductMatch
from ui.customers.form import CustomerForm
from ui.desk import Desk
from ui.drafts import Drafts
from ui.intents import ShowRecord
from ui.orders.conflict import ConflictDialog
from ui.orders.entry import TypedOrder, from_draft, unpacked
from ui.orders.form import OrderForm
from ui.orders.relocating import relocated
from ui.orders.unfinished import UnfinishedBar


class OrderForms(QObject):
    """One form at a time; opening another keeps the one before as a draft."""

    opened = Signal(QWidget)
    """A form wants to be in front."""
    closed = Signal(QWidget)
    """A form is done with; it is deleted once control returns."""
    _trouble = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.drafts = Drafts(desk.docket.data_dir / "drafts", on_trouble=self._trouble.emit)
        self.bar = UnfinishedBar(desk, self.drafts)
        self.form: OrderForm | None = None
        self._awaited = ""
        self._keeping: set[str] = set()
        self._edit_once_kept = ""
        self._trouble.connect(self._tell_trouble)
        desk.changed.connect(self._on_changed)
        self.bar.resumed.connect(self.resume)
        self.bar.looked_through.connect(self.refresh_bar)
        # Not before the window has taken the bar in: shown without a parent, it would be a window of its own.
        QTimer.singleShot(0, self.bar, self.refresh_bar)

    def new(self, customer_id: str = "") -> OrderForm:
        """An empty form, with the cursor in the customer field."""
        form = self._open()
        if customer_id:
            form.parts.head.choose_customer(customer_id)
        return form

    def edit(self, order_id: str) -> None:
        """A kept draft; what was typed at it and not saved comes with it."""
        if self.form is not None and self.form.order.order_id == order_id:
            self.opened.emit(self.form)
        elif order_id in self._keeping:
            self._edit_once_kept = order_id
        elif self.drafts.read(order_id) is not None:
            self.resume(order_id)
        else:
            self._load(order_id, self._edit_loaded)

    def resume(self, name: str) -> None:
        """What was being typed when the program ended."""
        if self.form is not None and self.form.order.order_id == name:
            self.opened.emit(self.form)
            return
        content = self.drafts.read(name)
        order = unpacked(content) if content is not None else None
        if order is None:
            self.drafts.drop(name)
            self.refresh_bar()
            self._desk.tell("This unfinished order can't be read any more.", tone="bad")
            return
        form = self._open()
        form.load(relocated(order), changed=True)
        form.start()
        self.refresh_bar()
        if order.seen_version is not None:
            self._load(order.order_id, self._compare_if_newer)

    def refresh_bar(self) -> None:
        """Look again what is unfinished beside the form in front."""
        front = {self.form.order.order_id} if self.form is not None and self.form.isVisible() else set()
        self.bar.refresh(front | self._keeping)

    def close(self) -> None:
        """Write what is typed to disk, to be offered at the next start."""
        self.drafts.close()

    # -- inside

    def _open(self) -> OrderForm:
        if self.form is not None:
            self.form.keep()
        form = OrderForm(self._desk, self.drafts)
        form.left.connect(partial(self._left, form))
        form.placed.connect(partial(self._placed, form))
        form.conflicted.connect(self._conflicted)
        form.new_customer.connect(self._new_customer)
        self.form = form
        self.opened.emit(form)
        form.start()
        return form

    def _close(self, form: OrderForm) -> None:
        if self.form is form:
            self.form = None
        self.closed.emit(form)
        form.deleteLater()
        self.refresh_bar()

    def _placed(self, form: OrderForm, order_id: str) -> None:
        self._desk.tell_recorded("Order placed.")
        self._close(form)

    def _left(self, form: OrderForm, command: SaveDraft | None, unkept: str) -> None:
        order_id, changed = form.order.order_id, form.changed
        if command is not None:
            self._keeping.add(order_id)
        self._close(form)
        if command is not None:
            self._desk.send(
                command,
                lambda receipt: self._kept(order_id),
                lambda error: self._not_kept(order_id, error),
                owner=self,
            )
        elif changed and unkept:
            text = f"Kept as it was typed, not as a draft yet. {unkept}"
            self._desk.tell(text, "Resume", partial(self.resume, order_id), "warn")

    def _kept(self, order_id: str) -> None:
        self._keeping.discard(order_id)
        self.drafts.drop(order_id)
        self.refresh_bar()
        if self._edit_once_kept == order_id:
            self._edit_once_kept = ""
            self.edit(order_id)
        else:
            self._desk.tell_recorded("Draft kept.", "Edit", partial(self.edit, order_id))

    def _not_kept(self, order_id: str, error: Refused) -> None:
        self._keeping.discard(order_id)
        if isinstance(error, NothingToRecord):
            self.drafts.drop(order_id)
        else:
            text = f"Not kept as a draft, but nothing is lost. {error.message}"
            self._desk.tell(text, "Resume", partial(self.resume, order_id), "warn")
        self.refresh_bar()

    def _load(self, order_id: str, then: Callable[[OrderDetail, TypedOrder], None]) -> None:
        """Read a draft as it was last saved, with its products as the catalogue has them now."""

        def know_order(detail: OrderDetail | None) -> None:
            if detail is None:
                self._desk.tell(self._desk.not_shown("order"), tone="warn")
                return
            ids = tuple({line.product_id for line in detail.lines if line.product_id is not None})
            self._desk.ask(
                GetProductMatches(product_ids=ids), lambda products: know_products(detail, products), owner=self
            )

        def know_products(detail: OrderDetail, products: tuple[ProductMatch, ...]) -> None:
            order = from_draft(detail, {product.product_id: product for product in products})
            order.base = from_draft(detail, {product.product_id: product for product in products})
            then(detail, order)

        self._desk.ask(GetOrder(order_id=order_id), know_order, owner=self)

    def _edit_loaded(self, detail: OrderDetail, order: TypedOrder) -> None:
        if detail.status != "draft":
            self._desk.request(ShowRecord("order", detail.order_id))
            return
        form = self._open()
        form.load(order)
        form.start()

    def _conflicted(self) -> None:
        if self.form is not None:
            self._load(self.form.order.order_id, self._compare_when_here)

    def _compare_when_here(self, detail: OrderDetail, theirs: TypedOrder) -> None:
        """The write store knows of the other change before the read store shows it."""
        form = self.form
        if form is None or form.order.order_id != detail.order_id:
            return
        self._awaited = ""
        if detail.version == form.order.seen_version:
            self._awaited = detail.order_id
        else:
            self._compare(detail, theirs)

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if self._awaited and ("order", self._awaited) in changes:
            self._conflicted()

    def _compare_if_newer(self, detail: OrderDetail, theirs: TypedOrder) -> None:
        form = self.form
        if form is None or form.order.order_id != detail.order_id:
            return
        if detail.version != form.order.seen_version or detail.status != "draft":
            self._compare(detail, theirs)

    def _compare(self, detail: OrderDetail, theirs: TypedOrder) -> None:
        form = self.form
        if form is None or form.order.order_id != detail.order_id:
            return
        if detail.status != "draft":
            self._tell_gone(form, detail)
            return
        dialog = ConflictDialog(form.typed(), theirs, form)
        dialog.chosen.connect(lambda order: form.load(order, changed=True))
        dialog.accepted.connect(form.start)
        dialog.open()

    def _tell_gone(self, form: OrderForm, detail: OrderDetail) -> None:
        """The draft is an order or was discarded: what is typed can only become an order of its own."""
        what = f"placed this draft: it is {detail.number} now" if detail.number else "discarded this draft"
        box = QMessageBox(form)
        box.setObjectName("order_draft_gone")
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("This draft is gone")
        box.setText(f"Someone else {what}.")
        box.setInformativeText("What you typed is still here. You can make it an order of its own.")
        again = box.addButton("Make it a new order", QMessageBox.ButtonRole.AcceptRole)
        again.setObjectName("order_draft_gone_start_over")
        again.clicked.connect(form.start_over)
        leave = box.addButton("Leave it", QMessageBox.ButtonRole.RejectRole)
        leave.setObjectName("order_draft_gone_leave")
        box.finished.connect(form.start)
        box.open()

    def _new_customer(self, name: str) -> None:
        form = self.form
        if form is None:
            return
        dialog = CustomerForm(self._desk, form)
        dialog.start_new(name)
        dialog.saved.connect(lambda customer_id, code, personal: self._take_customer(form, customer_id, code, personal))
        dialog.open()

    def _take_customer(self, form: OrderForm, customer_id: str, code: str, personal: CustomerPersonal) -> None:
        match = CustomerMatch(customer_id=customer_id, code=code, name=personal.name, city=personal.billing.city)
        form.parts.head.set_customer(match)
        form.parts.grid.go_to_blank()

    def _tell_trouble(self, trouble: str) -> None:
        if trouble:
            self._desk.tell(trouble, tone="bad")
