"""The virtual model: every row can be read, and changes show where they belong."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from readmodel.listing import opening
from tests.ui.conftest import Watch
from tests.ui.table.conftest import MANY, Carry, adding, cell, customer_id, laid_out, model_of, renaming
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.table.model import WAITING, KeyRole
from ui.table.states import StatePanel
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
    desk.changed.disconnect(watched.follower._on_changed)
    record(renaming(3, "Zzz"))
    assert model.peek(MANY - 1) is None
    qtbot.waitUntil(lambda: cell(watched, MANY - 1) == "C0003")
    assert cell(watched, 2) == "C0003"
    desk.changed.connect(watched.follower._on_changed)
    watched.follower._on_changed(frozenset({("customer", customer_id(3))}))
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


def test_what_is_read_and_where_the_cursor_is_stays_when_something_changes_elsewhere(
    qtbot: QtBot, watched: CustomersPage, record: Carry
) -> None:
    table, model = watched.table, model_of(watched)
    qtbot.waitUntil(lambda: table.currentIndex().row() == 0)
    for chosen in (0, 5):
        if chosen:
            table.choose(chosen)
        bar = table.verticalScrollBar()
        bar.setValue(430 * row_height() + 5)
        qtbot.waitUntil(lambda: cell(watched, 440) != WAITING)
        before = bar.value()
        with qtbot.waitSignal(model.reordered, timeout=10_000):
            record(renaming(200, "Customer 0200", code=f"X{chosen}"))
        assert model.peek(chosen) is None
        assert bar.value() == before
        assert table.currentIndex().row() == chosen
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: cell(watched, 6) == "C0007")
    assert table.currentIndex().row() == 6


def test_the_cursor_goes_with_its_row_into_another_order(qtbot: QtBot, watched: CustomersPage) -> None:
    watched.table.choose(3)
    with qtbot.waitSignal(model_of(watched).laid):
        watched.table.head.sort_asked.emit("name", True)
    assert watched.table.currentIndex().row() == MANY - 4
    assert watched.table.verticalScrollBar().value() == 0


def test_a_list_that_can_not_be_read_says_so_and_is_read_once_it_can_be(
    qtbot: QtBot, watched: CustomersPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, watch: Watch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("ui.table.following._RETRY_MS", 20)
    with monkeypatch.context() as trouble:
        trouble.setattr(opening, "open_view", broken)
        watched.show_query("customer 004")
        state = watched.findChild(StatePanel, "customers_state")
        qtbot.waitUntil(lambda: state.isVisible() and "could not be read" in state.accessibleName())
    qtbot.waitUntil(lambda: model_of(watched).rowCount() == 11 and not state.isVisible())
    assert cell(watched, 0) == "C0004"
    watch.expect("a list could not be read")


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
