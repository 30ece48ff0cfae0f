"""The keys of a page, while the focus is somewhere beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from tests.ui import trading
from ui.orders.page import OrdersPage
from ui.table.going import GoTo
from ui.widgets.panel import ChartPanel
from ui.window import Window


def focus_status_line(qtbot: QtBot, window: Window) -> QRadioButton:
    window.activateWindow()
    side = window.findChild(QRadioButton, "projection_mode_async")
    assert side is not None
    side.setFocus()
    qtbot.waitUntil(side.hasFocus)
    return side


def test_the_keys_of_a_list_work_while_the_focus_is_beside_its_page(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    order = trading.placed(1)
    record(trading.opened(), trading.customer(), trading.product(), order)
    page = window.show_page("orders")
    qtbot.waitUntil(lambda: page.pane.order is not None)  # type: ignore[attr-defined]
    side = focus_status_line(qtbot, window)
    qtbot.keyClick(side, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.bar.search  # type: ignore[attr-defined]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    views = page.views.tabs  # type: ignore[attr-defined]
    qtbot.keyClick(focus_status_line(qtbot, window), Qt.Key.Key_Right, both)
    assert views.currentIndex() == 1
    qtbot.keyClick(focus_status_line(qtbot, window), Qt.Key.Key_N, both)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "note_order") is not None)
    window.findChild(QWidget, "note_order").close()


def test_going_to_a_row_means_the_list_of_the_page_while_the_focus_is_in_its_search_box(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1))
    page = window.show_page("orders")
    assert isinstance(page, OrdersPage)
    qtbot.waitUntil(lambda: page.pane.order is not None)
    window.activateWindow()
    page.bar.search.setFocus()
    qtbot.waitUntil(page.bar.search.hasFocus)
    qtbot.keyClick(page.bar.search, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    asked = window.findChild(GoTo)
    assert asked is not None
    assert asked.parentWidget() is page.table
    asked.close()


def test_a_chart_is_turned_while_the_focus_is_beside_its_page(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1))
    panel = window.findChild(ChartPanel, "bookings")
    assert panel is not None
    qtbot.waitUntil(panel.isVisible)
    qtbot.keyClick(focus_status_line(qtbot, window), Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert panel.as_table


def test_the_keys_of_a_page_mean_nothing_on_another(qtbot: QtBot, window: Window) -> None:
    orders = window.show_page("orders")
    customers = window.show_page("customers")
    qtbot.keyClick(focus_status_line(qtbot, window), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is customers.bar.search  # type: ignore[attr-defined]
    assert not orders.bar.search.hasFocus()  # type: ignore[attr-defined]
