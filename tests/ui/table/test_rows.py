"""The virtual model: every row can be read, and changes show where they belong."""

from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from tests.ui.table.conftest import MANY, Carry, adding, cell, customer_id, laid_out, model_of, renaming
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.table.model import WAITING, KeyRole
from ui.theme import row_height


def test_every_cell_is_answered_and_none_stays_a_placeholder(qtbot: QtBot, watched: CustomersPage) -> None:
    for rank in (0, MANY // 2, MANY - 1):
        qtbot.waitUntil(lambda rank=rank: cell(watched, rank) != WAITING)
        assert cell(watched, rank) == f"C{rank + 1:04}"
    model = model_of(watched)
    assert all(isinstance(model.data(model.index(0, column)), str) for column in range(model.columnCount()))


def test_a_row_far_away_is_a_placeholder_until_it_is_read(qtbot: QtBot, watched: CustomersPage) -> None:
    with qtbot.waitSignal(model_of(watched).arrived):
        assert cell(watched, 310) == WAITING
    assert cell(watched, 310) == "C0311"
    assert model_of(watched).data(model_of(watched).index(310, 0), KeyRole) == customer_id(311)


def test_a_changed_row_is_patched_in_its_place(qtbot: QtBot, watched: CustomersPage, record: Carry) -> None:
    resets: list[object] = []
    model_of(watched).modelReset.connect(lambda: resets.append(None))
    model_of(watched).layoutChanged.connect(lambda: resets.append(None))
    watched.views.tabs.setFocus()
    record(renaming(3, "Customer 0003", code="X3"))
    qtbot.waitUntil(lambda: cell(watched, 2) == "X3")
    assert resets == []


def test_a_renamed_row_moves_to_where_its_name_belongs(qtbot: QtBot, watched: CustomersPage, record: Carry) -> None:
    record(renaming(3, "Zzz"))
    qtbot.waitUntil(lambda: cell(watched, 2) == "C0004")
    qtbot.waitUntil(lambda: cell(watched, MANY - 1) == "C0003")
    assert model_of(watched).rowCount() == MANY


def test_a_row_read_in_its_new_place_before_the_change_is_told_leaves_its_old_one(
    qtbot: QtBot, watched: CustomersPage, record: Carry, desk: Desk
) -> None:
    model = model_of(watched)
    desk.changed.disconnect(model._follower._on_changed)
    record(renaming(3, "Zzz"))
    assert model.peek(MANY - 1) is None
    qtbot.waitUntil(lambda: cell(watched, MANY - 1) == "C0003")
    assert cell(watched, 2) == "C0003"
    desk.changed.connect(model._follower._on_changed)
    model._follower._on_changed(frozenset({("customer", customer_id(3))}))
    qtbot.waitUntil(lambda: cell(watched, 2) == "C0004")
    qtbot.waitUntil(lambda: cell(watched, MANY - 1) == "C0003")


def test_a_new_row_comes_in_where_its_name_belongs(qtbot: QtBot, watched: CustomersPage, record: Carry) -> None:
    with qtbot.waitSignal(model_of(watched).rowsInserted) as inserted:
        record(adding(900, "Customer 0001 b"))
    assert inserted.args[1:] == [1, 1]
    assert [cell(watched, rank) for rank in range(3)] == ["C0001", "C0900", "C0002"]


def test_many_changes_at_once_show_all_of_them(qtbot: QtBot, watched: CustomersPage, record: Carry) -> None:
    record(*(adding(number) for number in range(1000, 1120)))
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == MANY + 120)
    qtbot.waitUntil(lambda: cell(watched, MANY + 119) == "C1119")


def test_rows_above_do_not_move_what_is_being_read(qtbot: QtBot, watched: CustomersPage, record: Carry) -> None:
    bar = watched.table.verticalScrollBar()
    bar.setValue(50 * row_height() + 5)
    qtbot.waitUntil(lambda: cell(watched, 50) != WAITING)
    record(adding(901, "Customer 0002 b"))
    qtbot.waitUntil(lambda: cell(watched, 51) == "C0051")
    assert bar.value() == 51 * row_height() + 5
    assert watched.table.pill.isVisible()
    assert watched.table.pill.text() == "1 new customer"
    record(*(adding(number, f"Customer 0003 {number}") for number in range(1000, 1060)))
    qtbot.waitUntil(lambda: bar.value() == 111 * row_height() + 5)
    qtbot.waitUntil(lambda: cell(watched, 111) == "C0051")
    assert watched.table.pill.text() == "61 new customers"
    watched.table.pill.click()
    assert bar.value() == 0
    assert not watched.table.pill.isVisible()


def test_sorting_by_a_head_turns_the_order_round(qtbot: QtBot, watched: CustomersPage) -> None:
    head = watched.table.head
    head.sectionClicked.emit(0)
    qtbot.waitUntil(lambda: laid_out(watched) and cell(watched, 0) == "C0001")
    assert model_of(watched).headerData(0, head.orientation()) == "Code ↑"
    head.sectionClicked.emit(0)
    qtbot.waitUntil(lambda: cell(watched, 0) == f"C{MANY:04}")
    assert model_of(watched).headerData(0, head.orientation()) == "Code ↓"


def test_the_model_is_flat(watched: CustomersPage) -> None:
    model = model_of(watched)
    inside = model.index(0, 0)
    assert model.rowCount(inside) == 0
    assert model.columnCount(inside) == 0
    assert model.data(QModelIndex()) is None
