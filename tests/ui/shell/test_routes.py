"""What parts of the window ask of it: forms, dialogs, sample data."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from readmodel.pipeline.answers import GetCounts
from tests.ui import trading
from ui.desk import Desk
from ui.exporting.dialog import ExportDialog
from ui.intents import EditRecord, ExportFile, ImportFile, Intent, LoadSamples, NewRecord, ShowPage, ShowRecord
from ui.table.page import ListPage
from ui.widgets.tile import Tile
from ui.widgets.toast import Toast
from ui.window import Window


def dialog_named(window: QWidget, name: str) -> QDialog:
    found = window.findChild(QDialog, name)
    assert found is not None, name
    return found


def test_a_new_order_takes_the_place_of_the_page_and_gives_it_back(qtbot: QtBot, window: Window) -> None:
    window.show_page("pipeline")
    button = window.findChild(QAbstractButton, "new_order")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    form = window.routes.forms.form
    assert form is not None
    assert window.stack.currentWidget() is form
    assert window.current_page == ""
    form.keep()
    assert window.current_page == "pipeline"


def test_going_to_a_page_leaves_the_form_open_behind_it(qtbot: QtBot, window: Window) -> None:
    window.routes.carry_out(NewRecord("order"))
    form = window.routes.forms.form
    assert form is not None
    window.show_page("today")
    assert window.routes.forms.form is form
    form.keep()
    assert window.current_page == "today"


@pytest.mark.parametrize(
    ("intent", "name"),
    [
        (NewRecord("customer"), "customer_form"),
        (NewRecord("product"), "product_form"),
        (EditRecord("customer", trading.ALFKI), "customer_form"),
        (EditRecord("product", trading.CHAI), "product_form"),
        (ImportFile(), "import_dialog"),
        (ExportFile(), "export_dialog"),
    ],
    ids=str,
)
def test_forms_and_dialogs_open_over_the_window(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt], intent: Intent, name: str
) -> None:
    record(trading.opened(), trading.customer(), trading.product())
    window.routes.carry_out(intent)
    dialog = dialog_named(window, name)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not window.desk.reading)
    dialog.reject()
    assert not dialog.isVisible()


def add(qtbot: QtBot, window: Window, subject: str, **typed: str) -> None:
    """Fill in the form of a new customer or product, and send it."""
    window.routes.carry_out(NewRecord(subject))
    form = dialog_named(window, f"{subject}_form")
    for name, text in typed.items():
        field = form.findChild(QLineEdit, f"{subject}_form_{name}")
        assert field is not None
        field.setText(text)
    button = form.findChild(QAbstractButton, f"{subject}_form_submit")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None)
    assert window.findChildren(Toast)[-1].accessibleName() == "Zebra added."


@pytest.mark.parametrize(
    ("subject", "place", "typed"),
    [
        ("customer", "customers", {"code": "ZEBRA", "name": "Zebra"}),
        ("product", "products", {"sku": "ZEBRA", "name": "Zebra"}),
    ],
)
def test_a_new_customer_or_product_is_named_and_shown_in_its_list(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt], subject: str, place: str, typed: dict[str, str]
) -> None:
    record(trading.opened(), trading.customer(), trading.product())
    page = window.show_page(place)
    assert isinstance(page, ListPage)
    page.show_query("nobody-has-this")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 0)
    add(qtbot, window, subject, **typed)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 2 and page.table.currentIndex().row() == 1)
    row = page.table.currentIndex()
    assert page.table.chosen.isRowSelected(row.row(), row.parent())
    qtbot.waitUntil(lambda: page.pane.record is not None)  # type: ignore[attr-defined]
    assert page.pane.record.version == 1  # type: ignore[attr-defined]
    assert row.siblingAtColumn(1).data() == "Zebra"


def test_a_new_customer_is_shown_in_a_list_that_was_not_opened_before(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    others = (trading.customer(f"other-{n}", f"C{n}", f"Customer {n}") for n in range(300))
    record(trading.opened(), *others)
    window.show_page("orders")
    add(qtbot, window, "customer", code="ZEBRA", name="Zebra")
    page = window.page("customers")
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == 300)
    qtbot.waitUntil(lambda: page.pane.record is not None)  # type: ignore[attr-defined]
    assert page.pane.record.code == "ZEBRA"  # type: ignore[attr-defined]


def test_a_new_customer_leaves_the_order_that_is_being_typed_in_front(qtbot: QtBot, window: Window) -> None:
    window.routes.carry_out(NewRecord("order"))
    form = window.routes.forms.form
    assert form is not None
    add(qtbot, window, "customer", code="ZEBRA", name="Zebra")
    assert window.stack.currentWidget() is form
    form.keep()


def test_an_export_is_written_in_the_background_and_told(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt], tmp_path: Path
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    window.routes.carry_out(ExportFile())
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    file = tmp_path / "orders.csv"
    dialog.export_to(file)
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None)
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.accessibleName() == "Exported orders to orders.csv, 1 in all."
    assert "Chai" in file.read_text(encoding="utf-8")


def test_an_export_that_cannot_be_written_says_so(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.routes.carry_out(ExportFile())
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    dialog.export_to(tmp_path / "missing" / "orders.csv")
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None)
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.accessibleName().startswith("Not exported")


def test_sample_data_is_one_click_away(qtbot: QtBot, window: Window, desk: Desk) -> None:
    window.routes.carry_out(LoadSamples())
    qtbot.waitUntil(lambda: not desk._jobs)
    head = desk.docket.log.head()
    qtbot.waitUntil(lambda: desk.docket.projector.state().checkpoint == head)
    counts: list[dict[str, int]] = []
    desk.ask(GetCounts(), counts.append)
    qtbot.waitUntil(lambda: bool(counts))
    assert counts[0]["orders"] == 500


def test_loading_sample_data_can_be_cancelled_and_leaves_nothing(qtbot: QtBot, window: Window, desk: Desk) -> None:
    desk.job_started.connect(lambda job: job.progressed.connect(lambda done, total: done >= 20 and job.cancel()))
    window.routes.carry_out(LoadSamples())
    qtbot.waitUntil(lambda: not desk._jobs)
    assert desk.docket.log.head() == 0


def test_the_order_in_sight_is_noted_by_the_palettes_action(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    order = trading.placed(2)
    record(trading.opened(), trading.customer(), trading.product(), order)
    window.routes.carry_out(ShowRecord("order", order.order_id))
    page = window.page("orders")
    qtbot.waitUntil(lambda: page.pane.order is not None)  # type: ignore[attr-defined]
    window.actions_["order.note"].trigger()
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(QDialog)))
    next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()).reject()


def test_an_action_that_cannot_be_done_to_the_order_in_sight_says_why(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    order = trading.placed(2)
    record(trading.opened(), trading.customer(), trading.product(), order)
    window.routes.carry_out(ShowRecord("order", order.order_id))
    page = window.page("orders")
    qtbot.waitUntil(lambda: page.pane.order is not None)  # type: ignore[attr-defined]
    window.actions_["order.ship"].trigger()
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.accessibleName() == "All of it waits for stock."


def test_a_work_tile_shows_exactly_what_it_counts(qtbot: QtBot, window: Window, record: Callable[..., Receipt]) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.received(3))
    record(trading.placed(2), trading.placed(2))
    window.show_page("today")
    tile = window.findChild(Tile, "tile_backordered")
    assert tile is not None
    qtbot.waitUntil(lambda: tile.number == 1)
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert window.current_page == "orders"
    table = window.page("orders").findChild(QTableView, "orders_table")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)


def test_a_day_of_the_chart_shows_the_orders_of_that_day(
    qtbot: QtBot, window: Window, desk: Desk, record: Callable[..., Receipt]
) -> None:
    today = desk.today()
    record(trading.opened(), trading.customer(), trading.product())
    record(trading.placed(1, on=today), trading.placed(1, on=today), trading.placed(1, on=today - timedelta(2)))
    window.routes.carry_out(ShowPage(page="orders", query=f"placed:{today.isoformat()}"))
    table = window.page("orders").findChild(QTableView, "orders_table")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
