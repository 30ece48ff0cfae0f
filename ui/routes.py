"""Carries out what parts of the window ask of it: pages, records, forms and dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.intents import (
    EditRecord,
    ExportFile,
    ImportFile,
    Intent,
    LoadSamples,
    NewRecord,
    ShowPage,
    ShowRecord,
    Tell,
)
from ui.jobs import Cancelled
from ui.widgets.toast import Toasts

if TYPE_CHECKING:
    # For their types alone: they are needed long after the window is painted.
    from ui.customers.form import CustomerForm
    from ui.orders.forms import OrderForms
    from ui.products.form import ProductForm

_PAGE_OF = {"order": "orders", "customer": "customers", "product": "products"}


class Front(Protocol):
    """What the window can put where people see it."""

    toasts: Toasts

    @property
    def current_page(self) -> str: ...
    def show_page(self, name: str) -> QWidget: ...
    def show_form(self, form: QWidget) -> None: ...
    def close_form(self, form: QWidget) -> bool: ...
    def add_strip(self, strip: QWidget) -> None: ...


class Routes:
    """Knows for every intent which page, form or dialog it means. Forms and dialogs are imported when first wanted.

    Pages, forms and toasts are shown in ``front``, dialogs ``over`` it.
    """

    def __init__(self, desk: Desk, front: Front, over: QWidget) -> None:
        self._desk = desk
        self._front = front
        self._over = over
        self._forms: OrderForms | None = None
        self._came_from = ""

    @property
    def forms(self) -> OrderForms:
        """The order forms; made at first use, which is soon after the window is painted."""
        if self._forms is None:
            from ui.orders.forms import OrderForms

            self._forms = OrderForms(self._desk, self._over)
            self._forms.opened.connect(self._form_opened)
            self._forms.closed.connect(self._form_closed)
            self._front.add_strip(self._forms.bar)
        return self._forms

    def carry_out(self, intent: Intent) -> None:
        """Do it."""
        match intent:
            case Tell():
                self._tell(intent)
            case ShowPage():
                self._show_page(intent)
            case ShowRecord(subject=subject, id=id, as_of=as_of):
                page: Any = self._front.show_page(_PAGE_OF[subject])
                page.show_record(id, as_of)
            case NewRecord(subject="order", for_customer=customer):
                self.forms.new(customer)
            case EditRecord(subject="order", id=id):
                self.forms.edit(id)
            case NewRecord(subject=subject):
                form = self._record_form(subject)
                form.saved.connect(lambda id, *_: self._show_new(ShowRecord(subject, id, as_of=form.recorded_at)))
                form.start_new()
                form.open()
            case EditRecord(subject=subject, id=id):
                form = self._record_form(subject)
                form.edit(id)
                form.open()
            case ImportFile(subject=subject):
                from ui.importing.dialog import ImportDialog

                ImportDialog(self._desk, subject, self._over).open()
            case ExportFile():
                from ui.exporting.dialog import ExportDialog

                ExportDialog(self._desk, self._over).open()
            case LoadSamples():
                self._load_samples()

    def close(self) -> None:
        """Write what is being typed to disk."""
        if self._forms is not None:
            self._forms.close()

    def _record_form(self, subject: str) -> CustomerForm | ProductForm:
        if subject == "customer":
            from ui.customers.form import CustomerForm

            return CustomerForm(self._desk, self._over)
        from ui.products.form import ProductForm

        return ProductForm(self._desk, self._over)

    def _show_new(self, record: ShowRecord) -> None:
        """Go to what was added, unless an order is being typed meanwhile."""
        if self._front.current_page:
            self.carry_out(record)

    def _tell(self, told: Tell) -> None:
        if not told.unseen:
            self._front.toasts.show(told.text, told.action, told.then, told.tone)
            return
        toast = self._front.toasts.show(f"{told.text} {told.unseen}", told.action, told.then, "warn")
        self._desk.when_shown(told.seen_at, lambda: toast.say(told.text, told.tone), owner=toast)

    def _show_page(self, wanted: ShowPage) -> None:
        page: Any = self._front.show_page(wanted.page)
        if wanted.view:
            page.show_view(wanted.view)
        if wanted.query:
            page.show_query(wanted.query)

    def _form_opened(self, form: QWidget) -> None:
        self._came_from = self._front.current_page or self._came_from
        self._front.show_form(form)

    def _form_closed(self, form: QWidget) -> None:
        if self._front.close_form(form):
            self._front.show_page(self._came_from or "orders")

    def _load_samples(self) -> None:
        from ui.samples.loading import load_samples

        desk, docket = self._desk, self._desk.docket

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                desk.tell(f"The sample data could not be loaded: {error}", tone="bad")

        desk.job(
            "Loading sample data",
            lambda job: load_samples(docket.data_dir, docket.address, job.report),
            failed=failed,
        )
