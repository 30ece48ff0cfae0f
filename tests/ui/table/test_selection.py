"""What is selected stays selected, is counted without looking at rows, and can be copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import main
from domain.orders.commands import CancelOrder
from tests.ui.table.conftest import MANY, Carry, adding, cell, laid_out, model_of, renaming
from tests.ui.trading import customer, opened, placed, product
from ui import formats
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.jobs import Job
from ui.orders.page import OrdersPage
from ui.table.model import WAITING, ListModel
from ui.theme import Theme

_ROWS = QItemSelectionModel.SelectionFlag.Rows


def selected_codes(page: CustomersPage) -> set[str]:
    """The codes of the selected rows among the first hundred."""
    return {
        cell(page, rank) for rank in range(100) if page.table.chosen.isRowSelected(rank, model_of(page).index(-1, -1))
    }


def test_ctrl_a_selects_every_row_of_the_view(qtbot: QtBot, watched: CustomersPage) -> None:
    watched.table.setFocus()
    qtbot.keyClick(watched.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert watched.table.chosen.count() == MANY
    assert watched.footer.selection.text().startswith("450 selected")


def test_selection_survives_another_order(qtbot: QtBot, watched: CustomersPage) -> None:
    table = watched.table
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert selected_codes(watched) == {"C0002", "C0003"}
    with qtbot.waitSignal(model_of(watched).reordered):
        table.head.sort_asked.emit("name", True)
    assert table.chosen.count() == 2
    assert selected_codes(watched) == set()
    with qtbot.waitSignal(model_of(watched).reordered):
        table.head.sort_asked.emit("name", False)
    qtbot.waitUntil(lambda: selected_codes(watched) == {"C0002", "C0003"})
    assert table.chosen.count() == 2


def test_what_is_selected_while_the_view_is_read_again_is_what_stays_selected(
    qtbot: QtBot, watched: CustomersPage
) -> None:
    table = watched.table
    table.choose(1)
    with qtbot.waitSignal(model_of(watched).reordered):
        table.head.sort_asked.emit("name", False)
        table.choose(7)
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert selected_codes(watched) == {"C0008", "C0009"}
    assert table.chosen.count() == 2


def test_rows_selected_long_ago_stay_the_same_ones_when_others_come_in_above_them(
    qtbot: QtBot, page: CustomersPage, record: Carry, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.table.cache.CAPACITY", 200)
    model, table = model_of(page), page.table
    table.choose(30)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: cell(page, MANY - 1) != WAITING and model.peek(30) is None)
    assert table.chosen.count() == 2
    # Recorded, but not told yet, while the view is read again for another reason.
    desk.changed.disconnect(page.follower._on_changed)
    record(adding(900, "Customer 0001 b"), adding(901, "Customer 0001 c"))
    with qtbot.waitSignal(model.reordered):
        page.follower.look_again_soon()
    table.scrollTo(model.index(30, 0))
    qtbot.waitUntil(lambda: cell(page, 32) != WAITING and cell(page, 33) != WAITING)
    assert selected_codes(page) == {"C0031", "C0032"}
    assert table.chosen.count() == 2


def test_everything_stays_selected_when_the_view_is_read_again(
    qtbot: QtBot, watched: CustomersPage, record: Carry
) -> None:
    with qtbot.waitSignal(model_of(watched).laid):
        watched.show_query("country:none")
    assert model_of(watched).rowCount() == MANY
    watched.table.selectAll()
    with qtbot.waitSignal(model_of(watched).reordered):
        record(*(adding(number) for number in range(1000, 1060)))
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == MANY + 60)
    assert watched.table.chosen.count() == MANY + 60


def test_everything_is_selected_even_before_all_rows_have_their_places(qtbot: QtBot, watched: CustomersPage) -> None:
    model = model_of(watched)
    with qtbot.waitSignal(model.laid):
        model.opened.connect(watched.table.selectAll)
        watched.show_query("country:none")
    assert watched.table.chosen.count() == model.rowCount() == MANY


def test_what_was_left_out_of_everything_is_left_out_of_another_view(qtbot: QtBot, watched: CustomersPage) -> None:
    model, table = model_of(watched), watched.table
    table.selectAll()
    table.scrollTo(model.index(400, 0))
    qtbot.waitUntil(lambda: cell(watched, 400) != WAITING)
    table.chosen.select(model.index(400, 0), QItemSelectionModel.SelectionFlag.Deselect | _ROWS)
    table.scrollToTop()
    with qtbot.waitSignal(model.reordered):
        watched.follower.look_again_soon()
    assert model.peek(400) is None
    assert table.chosen.count() == MANY - 1
    watched.show_query('"customer 04"')
    qtbot.waitUntil(lambda: laid_out(watched) and model.rowCount() == 51)
    qtbot.waitUntil(lambda: table.chosen.count() == 50)
    assert not table.chosen.isRowSelected(1, model.index(-1, -1))
    assert cell(watched, 1) == "C0401"


def test_all_but_one_stays_all_but_one(qtbot: QtBot, watched: CustomersPage) -> None:
    table = watched.table
    table.setFocus()
    table.selectAll()
    qtbot.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        table.visualRect(model_of(watched).index(4, 0)).center(),
    )
    assert table.chosen.count() == MANY - 1
    with qtbot.waitSignal(model_of(watched).reordered):
        table.head.sort_asked.emit("name", True)
    assert table.chosen.count() == MANY - 1
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    last = MANY - 5
    qtbot.waitUntil(lambda: cell(watched, last) == "C0005")
    qtbot.waitUntil(lambda: not table.chosen.isRowSelected(last, model_of(watched).index(-1, -1)))
    assert table.chosen.count() == MANY - 1


def test_a_click_forgets_what_was_selected_out_of_sight(qtbot: QtBot, watched: CustomersPage) -> None:
    table = watched.table
    table.choose(1)
    with qtbot.waitSignal(model_of(watched).reordered):
        table.head.sort_asked.emit("name", True)
    assert table.chosen.count() == 1
    table.choose(0)
    assert table.chosen.count() == 1
    assert selected_codes(watched) == {f"C{MANY:04}"}


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """An empty clipboard, emptied again: what Python put there must not outlive Python."""
    made = QGuiApplication.clipboard()
    made.clear()
    yield made
    made.clear()


def test_selected_rows_are_copied_as_text_and_as_a_table(
    qtbot: QtBot, watched: CustomersPage, clipboard: QClipboard
) -> None:
    watched.table.setFocus()
    watched.table.selectAll()
    qtbot.keyClick(watched.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard.text().startswith("Code"))
    lines = clipboard.text().splitlines()
    assert len(lines) == MANY + 1
    assert lines[0].split("\t")[:2] == ["Code", "Name"]
    assert lines[MANY].split("\t")[:2] == ["C0450", "Customer 0450"]
    assert "<td>C0007</td>" in clipboard.mimeData().html()


def test_the_day_of_an_order_is_copied_even_of_one_that_came_in_today(
    qtbot: QtBot, desk: Desk, theme: Theme, record: Carry, clipboard: QClipboard
) -> None:
    record(opened(), customer(), product(), placed())
    qtbot.waitUntil(lambda: bool(desk.business().time_zone))
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    qtbot.waitUntil(lambda: page.table.chosen.count() == 1)
    row = model_of(page).row_at(0)
    assert row is not None
    page.table.copy()
    qtbot.waitUntil(lambda: clipboard.text().startswith("Number"))
    heads, cells = (line.split("\t") for line in clipboard.text().splitlines())
    told = dict(zip(heads, cells, strict=True))
    day = formats.day(desk.today())
    assert told["Placed"].startswith(day)
    assert day not in row.texts
    page.close()


def test_selection_survives_rows_that_come_in(qtbot: QtBot, watched: CustomersPage, record: Carry) -> None:
    watched.table.choose(2)
    record(adding(900, "Customer 0001 b"))
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == MANY + 1)
    assert selected_codes(watched) == {"C0003"}
    record(*(adding(number) for number in range(1000, 1060)))
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == MANY + 61)
    assert selected_codes(watched) == {"C0003"}
    assert cell(watched, watched.table.currentIndex().row()) == "C0003"


def test_selection_survives_a_search_and_what_it_leaves_out(qtbot: QtBot, watched: CustomersPage) -> None:
    table = watched.table
    table.choose(1)
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    watched.show_query("customer 0003")
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == 1)
    qtbot.waitUntil(lambda: table.chosen.count() == 1)
    watched.show_query("customer 044")
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == 11)
    # None of them is here; the first row is only offered.
    assert table.chosen.is_free
    watched.show_query("")
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == MANY)
    qtbot.waitUntil(lambda: selected_codes(watched) == {"C0002", "C0003", "C0004", "C0005"})
    assert table.chosen.count() == 4


def test_a_selected_row_that_was_left_out_is_selected_when_it_comes_in_among_many(
    qtbot: QtBot, watched: CustomersPage, record: Carry
) -> None:
    table, model = watched.table, model_of(watched)
    table.choose(1)
    watched.show_query("customer 044")
    qtbot.waitUntil(lambda: model.rowCount() == 11 and table.chosen.is_free)
    table.chosen.select(model.index(4, 0), _ROWS | QItemSelectionModel.SelectionFlag.Select)
    record(renaming(2, "Customer 0440 b"), *(adding(number, f"Customer 044 {number}") for number in range(1000, 1060)))
    qtbot.waitUntil(lambda: model.rowCount() == 72)
    qtbot.waitUntil(lambda: "C0002" in selected_codes(watched))


def test_many_rows_are_copied_as_work_that_can_be_cancelled(
    qtbot: QtBot, watched: CustomersPage, clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.table.table.AT_ONCE", 100)
    watched.table.selectAll()
    jobs: list[Job] = []
    watched.desk.job_started.connect(jobs.append)
    watched.table.copy()
    (job,) = jobs
    assert job.title == "Copying 450 rows"
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == MANY + 1)
    jobs.clear()
    clipboard.clear()
    watched.desk.job_started.connect(lambda job: job.cancel())
    watched.table.copy()
    (job,) = jobs
    with qtbot.waitSignal(job.ended) as ended:
        pass
    assert ended.args == [False]
    assert clipboard.text() == ""


def test_all_but_one_are_copied_without_that_one(qtbot: QtBot, watched: CustomersPage, clipboard: QClipboard) -> None:
    table = watched.table
    table.selectAll()
    table.chosen.select(model_of(watched).index(4, 0), QItemSelectionModel.SelectionFlag.Deselect | _ROWS)
    with qtbot.waitSignal(model_of(watched).reordered):
        table.head.sort_asked.emit("name", True)
    assert table.chosen.count() == MANY - 1
    table.copy()
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == MANY)
    assert "C0005" not in clipboard.text()


def test_the_footer_adds_up_what_is_selected_and_what_is_to_be_seen(
    qtbot: QtBot, docket: main.Docket, desk: Desk, theme: Theme, record: Carry
) -> None:
    record(opened(), customer(), product(), *(placed(quantity) for quantity in (1, 2, 3)))
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    total = "3 orders · total €108.00 · net €108.00 · to pay €108.00 · to ship €108.00"
    qtbot.waitUntil(lambda: page.footer.view.text() == total)
    assert page.footer.selection.text() == ""
    page.table.choose(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    two = "2 selected · total €90.00 · net €90.00 · to pay €90.00 · to ship €90.00"
    qtbot.waitUntil(lambda: page.footer.selection.text() == two)
    record(placed(4))
    qtbot.waitUntil(lambda: page.footer.view.text().startswith("4 orders · total €180.00"))
    assert page.footer.selection.text() == two
    page.table.selectAll()
    assert page.footer.selection.text() == "4 selected · …"
    qtbot.waitUntil(lambda: page.footer.selection.text().startswith("4 selected · total €180.00"))


def test_the_money_of_cancelled_orders_is_not_added_up_and_their_number_told(
    qtbot: QtBot, desk: Desk, theme: Theme, record: Carry
) -> None:
    orders = [placed(quantity) for quantity in (1, 2, 3)]
    record(opened(), customer(), product(), *orders)
    record(*(CancelOrder(order_id=order.order_id, reason="Changed their mind") for order in orders[1:]))
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    sums = "2 cancelled · total €18.00 · net €18.00 · to pay €18.00 · to ship €18.00"
    qtbot.waitUntil(lambda: page.footer.view.text() == f"3 orders · {sums}")
    page.show_query("total:>20")
    nothing = "2 cancelled · total €0.00 · net €0.00 · to pay €0.00 · to ship €0.00"
    qtbot.waitUntil(lambda: page.footer.view.text() == f"2 orders · {nothing}")
    page.show_query("")
    qtbot.waitUntil(lambda: page.footer.view.text() == f"3 orders · {sums}")
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.footer.selection.text().startswith("2 selected · 1 cancelled · total €18.00"))


def test_a_row_that_moves_stays_selected_and_current(qtbot: QtBot, watched: CustomersPage, record: Carry) -> None:
    watched.table.choose(2)
    with qtbot.waitSignal(model_of(watched).rowsMoved):
        record(renaming(3, "Customer 0007 b"))
    assert cell(watched, watched.table.currentIndex().row()) == "C0003"
    assert selected_codes(watched) == {"C0003"}
    assert watched.table.chosen.count() == 1


def test_sums_that_have_no_room_give_way_and_are_told_all_the_same(
    qtbot: QtBot, desk: Desk, theme: Theme, record: Carry
) -> None:
    record(opened(), customer(), product(), *(placed(quantity) for quantity in (1, 2, 3)))
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    whole = "3 orders · total €108.00 · net €108.00 · to pay €108.00 · to ship €108.00"
    qtbot.waitUntil(lambda: page.footer.view.text() == whole)
    page.table.selectAll()
    chosen = whole.replace("3 orders", "3 selected")
    qtbot.waitUntil(lambda: page.footer.selection.text() == chosen)
    assert whole.startswith(page.footer.view.text())
    assert page.footer.view.toolTip() == whole
    needed = page.footer.view.sizeHint().width() + page.footer.selection.sizeHint().width()
    assert needed < page.footer.width()
    page.close()


@pytest.mark.usefixtures("customers")
def test_rows_out_of_sight_are_not_looked_at_when_all_are_selected_for_one_who_has_the_screen_read_to_them(
    qtbot: QtBot, desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: set[int] = set()
    flags = ListModel.flags

    def looked(model: ListModel, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        looked_at.add(index.row())
        return flags(model, index)

    monkeypatch.setattr(ListModel, "flags", looked)
    page = CustomersPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY and laid_out(page))
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        looked_at.clear()
        page.table.selectAll()
        page.table.choose(2)
    finally:
        QAccessible.setActive(was_active)
    assert looked_at
    assert max(looked_at) < 50
    page.close()
