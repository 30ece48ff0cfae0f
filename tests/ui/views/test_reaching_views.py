"""Views are reached from anywhere, and the help's examples are what lists understand."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from readmodel.orders.list_spec import ORDERS
from tests.ui import trading
from ui.intents import ShowPage
from ui.orders.fields import ORDER_VIEWS, ORDER_WORDS
from ui.palette import Palette
from ui.query.parsing import parse
from ui.query.vocabulary import vocabulary_of
from ui.query.writing import write
from ui.shortcuts import EXAMPLES
from ui.views.saved import SavedViews
from ui.window import Window


def test_a_view_is_found_by_its_name_in_the_palette(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    SavedViews(window.desk.settings, "orders", ORDER_VIEWS).save("Großkunden", "total:>1000")
    window.activateWindow()
    window.open_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    field, results = palette.findChild(QLineEdit), palette.findChild(QListView)
    assert field is not None
    assert results is not None
    qtbot.keyClicks(field, "grossk")
    assert results.model().index(0, 0).data() == "Orders: Großkunden View"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    page = window.page("orders")
    assert page.views.view.title == "Großkunden"  # type: ignore[attr-defined]
    assert [chip.text for chip in page.bar.chips] == ["Total: over 1,000"]  # type: ignore[attr-defined]


def test_a_query_opens_from_anywhere_and_never_adds_to_the_one_before(window: Window) -> None:
    window.routes.carry_out(ShowPage(page="orders", view="late"))
    bar = window.page("orders").bar  # type: ignore[attr-defined]
    assert write(bar.query) == "is:late"
    window.routes.carry_out(ShowPage(page="orders", query="placed:2026-11-30 vins"))
    assert write(bar.query) == "placed:2026-11-30 vins"
    window.routes.carry_out(ShowPage(page="orders"))
    assert write(bar.query) == "placed:2026-11-30 vins"


def test_the_help_shows_examples_that_are_understood(window: Window) -> None:
    orders = vocabulary_of(ORDERS, ORDER_WORDS)
    for _, example in EXAMPLES:
        assert parse(example, orders).mistake is None, example
    window.actions_["help.shortcuts"].trigger()
    dialog = window.findChild(QWidget, "shortcuts_dialog")
    assert dialog is not None
    texts = {each.text() for each in dialog.findChildren(QLabel)}
    assert {example for _, example in EXAMPLES} <= texts
    dialog.close()
