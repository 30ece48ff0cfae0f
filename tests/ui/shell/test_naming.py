"""Whatever a person can act on has a name for tests and one for screen readers: on every page, in every dialog."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QMenu,
    QScrollArea,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from domain.orders.commands import SaveDraft
from domain.orders.content import LineEntry, OrderContent
from readmodel.customers.list import CUSTOMERS
from readmodel.orders.list_spec import ORDERS
from readmodel.products.list import PRODUCTS
from readmodel.sales.answers import Period
from tests.ui import trading
from ui.customers.fields import CUSTOMER_WORDS
from ui.desk import Desk
from ui.intents import EditRecord, ImportFile, NewRecord, ShowRecord
from ui.orders.actions import OrderAction, act
from ui.orders.conflict import ConflictDialog
from ui.orders.entry import TypedOrder
from ui.orders.fields import ORDER_WORDS
from ui.pages import PLACES
from ui.products.fields import PRODUCT_WORDS
from ui.query.vocabulary import KnownField, vocabulary_of
from ui.sales.choosing import PeriodPicker
from ui.table.page import ListPage
from ui.widgets.date_field import DateField
from ui.widgets.panel import ChartPanel
from ui.window import Window

_WHOLES = QComboBox | QAbstractSpinBox | QCalendarWidget
"""What Qt makes of several widgets and speaks of as one."""
DRAFT = "01900000-0000-7000-8000-0000000000d1"


@pytest.fixture
def trade(record: Callable[..., Receipt]) -> str:
    """An order that waits in part, one to come, a draft; the first order's id."""
    order = trading.placed(3)
    line = LineEntry(line_id="line-1", product_id=trading.CHAI)
    record(
        trading.opened(),
        trading.customer(),
        trading.product(),
        trading.received(2),
        order,
        SaveDraft(order_id=DRAFT, content=OrderContent(customer_id=trading.ALFKI, lines=(line,))),
    )
    return order.order_id


def nameless(root: QWidget) -> list[str]:
    """What can be pressed, typed in or moved to below a widget and lacks one of its two names.

    Qt's own parts within a named widget (a calendar's arrows, a spin box's line) go by that widget's name.
    """
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        acts = widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton)
        own = widget.objectName()
        if not acts or isinstance(widget, QMenu | QScrollArea) or own.startswith("qt_") or _within_qt_s_own(widget):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not own or not spoken:
            around = widget.parentWidget()
            found.append(f"{type(widget).__name__} {own!r} says {spoken!r} in {around and around.objectName()!r}")
    return found


def _within_qt_s_own(widget: QWidget) -> bool:
    around = widget.parentWidget()
    while around is not None:
        if around.objectName().startswith("qt_") or isinstance(around, _WHOLES):
            return True
        around = around.parentWidget()
    return False


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.reading)
    QApplication.processEvents()


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_on_every_page_everything_has_both_names(qtbot: QtBot, window: Window, desk: Desk, place: str) -> None:
    window.show_page(place)
    settle(qtbot, desk)
    assert nameless(window) == []


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_on_every_page_of_a_desk_at_work_everything_has_both_names(
    qtbot: QtBot, window: Window, desk: Desk, trade: str, place: str
) -> None:
    page = window.show_page(place)
    for subject, id in (("order", trade), ("customer", trading.ALFKI), ("product", trading.CHAI)):
        if place == f"{subject}s":
            window.routes.carry_out(ShowRecord(subject, id))
            pane = page.pane  # type: ignore[attr-defined]
            qtbot.waitUntil(lambda pane=pane: pane.record is not None)
    settle(qtbot, desk)
    assert nameless(window) == []


def dialogs() -> Iterator[tuple[str, Callable[[QtBot, Window, str], object]]]:
    """How each dialog is opened, with an order to open it on."""
    carry = lambda intent: lambda qtbot, window, order: window.routes.carry_out(intent)  # noqa: E731
    yield "order_form", carry(NewRecord("order"))
    yield "customer_form", carry(NewRecord("customer"))
    yield "product_form", carry(NewRecord("product"))
    yield "customer_form", carry(EditRecord("customer", trading.ALFKI))
    yield "product_form", carry(EditRecord("product", trading.CHAI))
    yield "import_dialog", carry(ImportFile("orders"))
    yield "import_dialog", carry(ImportFile("customers"))
    for name in ("file.export", "help.shortcuts", "help.about", "window.palette"):
        yield name.split(".")[1], lambda qtbot, window, order, name=name: window.actions_[name].trigger()
    for action in (OrderAction.SHIP, OrderAction.PAY, OrderAction.NOTE, OrderAction.CANCEL):
        yield str(action), lambda qtbot, window, order, action=action: act(window.desk, action, order, window)
    for button in ("product_receive", "product_correct"):
        yield button, lambda qtbot, window, order, button=button: _press_in_product(qtbot, window, button)
    yield (
        "order_conflict",
        lambda qtbot, window, order: ConflictDialog(
            TypedOrder(reference="a"), TypedOrder(reference="b"), window
        ).open(),
    )
    yield "unfinished_dialog", _open_unfinished
    for place in ("orders", "customers", "products"):
        yield "goto", lambda qtbot, window, order, place=place: _listed(qtbot, window, place).table.open_goto()
        yield "filter_fields", lambda qtbot, window, order, place=place: _listed(qtbot, window, place).bar.add.click()
    for spec, words in ((ORDERS, ORDER_WORDS), (CUSTOMERS, CUSTOMER_WORDS), (PRODUCTS, PRODUCT_WORDS)):
        for field in vocabulary_of(spec, words).fields.values():
            yield f"filter_{spec.name}_{field.name}", partial(_open_filter, spec.name, field)
    yield "save_view", _open_save_view


def _press_in_product(qtbot: QtBot, window: Window, name: str) -> None:
    window.routes.carry_out(ShowRecord("product", trading.CHAI))
    button = window.findChild(QAbstractButton, name)
    assert button is not None
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _listed(qtbot: QtBot, window: Window, place: str) -> ListPage:
    page = window.show_page(place)
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: (page.table.model().rowCount()) > 0)
    return page


def _open_filter(place: str, field: KnownField, qtbot: QtBot, window: Window, order: str) -> None:
    bar = _listed(qtbot, window, place).bar
    bar.open_editor(field, bar.add)


def _open_save_view(qtbot: QtBot, window: Window, order: str) -> None:
    page = _listed(qtbot, window, "orders")
    page.bar.show_text("status:open")
    page.views.save.click()


def _open_unfinished(qtbot: QtBot, window: Window, order: str) -> None:
    forms = window.routes.forms
    for name in ("one", "two"):
        forms.drafts.keep(name, TypedOrder(reference=name).packed())
    forms.refresh_bar()
    button = forms.bar.findChild(QAbstractButton, "unfinished_choose")
    assert button is not None
    button.click()
    for name in ("one", "two"):
        forms.drafts.drop(name)


@pytest.mark.parametrize(("name", "show"), list(dialogs()))
def test_in_every_dialog_everything_has_both_names(
    qtbot: QtBot, window: Window, desk: Desk, trade: str, name: str, show: Callable[[QtBot, Window, str], object]
) -> None:
    before = set(QApplication.topLevelWidgets())

    def opened() -> set[QWidget]:
        return {w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible()}

    show(qtbot, window, trade)
    if name == "order_form":
        form = window.routes.forms.form
        assert form is not None
        form.findChild(DateField).open_calendar()
    qtbot.waitUntil(lambda: bool(opened()))
    settle(qtbot, desk)
    try:
        for dialog in opened():
            assert nameless(dialog) == []
        assert nameless(window) == []
    finally:
        for dialog in opened():
            dialog.close()
        QApplication.processEvents()


@pytest.mark.parametrize("place", ["today", "sales"])
def test_the_table_of_every_chart_has_both_names(
    qtbot: QtBot, window: Window, desk: Desk, trade: str, place: str
) -> None:
    page = window.show_page(place)
    settle(qtbot, desk)
    panels = page.findChildren(ChartPanel)
    assert panels
    for panel in panels:
        panel.choices["table"].trigger()
    assert len(page.findChildren(QTableWidget)) == len(panels)
    assert nameless(window) == []


def test_the_days_of_a_custom_period_have_both_names(qtbot: QtBot, window: Window, desk: Desk, trade: str) -> None:
    page = window.show_page("sales")
    settle(qtbot, desk)
    picker = page.findChild(PeriodPicker)
    picker.choose_days(Period(desk.today() - timedelta(days=3), desk.today()))
    days = picker.findChildren(DateField)
    assert len(days) == 2
    assert all(field.isVisible() for field in days)
    days[0].open_calendar()
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    try:
        assert nameless(calendar) == []
        assert nameless(window) == []
    finally:
        calendar.close()
