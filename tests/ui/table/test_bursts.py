"""Thousands of changes at once: nothing is reset, what is being read stands still, and nothing is lost."""

from threading import Thread

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

import main
from domain.messages import Command
from tests.ui.table.conftest import MANY, adding, cell, customer_id, model_of, renaming
from tests.ui.table.mirror import Mirror
from ui.customers.page import CustomersPage
from ui.table.model import WAITING
from ui.theme import row_height

NEW = 1500


def burst() -> list[Command]:
    """New customers before, among and behind the others, and renamed ones that move or stay."""
    commands: list[Command] = []
    for number in range(NEW):
        place = (number * 37) % MANY + 1
        commands.append(adding(1000 + number, f"Customer {place:04} {number}"))
        if number % 3 == 0 and not 200 <= place <= 260:
            commands.append(renaming(place, f"Customer {place:04} renamed"))
        if number % 50 == 0 and not 200 <= place <= 260:
            commands.append(renaming(place, f"Moved {number:05}"))
    return commands


def plain_list(commands: list[Command]) -> list[tuple[str, str]]:
    """Ids and names in the order of the list, of what a plain dict keeps of the same commands."""
    names = {customer_id(number): f"Customer {number:04}" for number in range(1, MANY + 1)}
    for command in commands:
        names[command.customer_id] = command.personal.name  # type: ignore[attr-defined]
    born = {id: place for place, id in enumerate(names)}
    return sorted(names.items(), key=lambda item: (item[1].lower(), born[item[0]]))


def test_a_burst_resets_nothing_and_moves_nothing_that_is_being_read(
    qtbot: QtBot, page: CustomersPage, docket: main.Docket, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All rows are looked at over and over, so all have to be at hand.
    monkeypatch.setattr("ui.table.cache.CAPACITY", 2 * (MANY + NEW))
    table, model, commands = page.table, model_of(page), burst()
    bar = table.verticalScrollBar()
    bar.setValue(220 * row_height() + 7)
    qtbot.waitUntil(lambda: cell(page, 220) != WAITING)
    table.choose(225)
    reading, chosen = model.row_at(220), model.row_at(225)
    assert reading is not None
    assert chosen is not None
    mirror = Mirror(model)
    mirror.after = mirror.check
    moved: list[tuple[int, int]] = []

    def look() -> None:
        """After each turn of the event loop, as a person would see it."""
        top = bar.value() // row_height()
        row = model.peek(top)
        if row is None or row.id != reading.id or bar.value() % row_height() != 7:
            moved.append((top, bar.value()))

    watch = QTimer(page, interval=0)
    watch.timeout.connect(look)
    watch.start()
    sender = Thread(target=lambda: [docket.commands.dispatch(command) for command in commands], name="burst")
    sender.start()
    expected = plain_list(commands)
    qtbot.waitUntil(lambda: not sender.is_alive(), timeout=20_000)
    qtbot.waitUntil(lambda: model.rowCount() == len(expected), timeout=20_000)
    qtbot.waitUntil(lambda: page.table.pill.isVisible(), timeout=20_000)

    def rows() -> list[tuple[str, str]]:
        shown = [model.row_at(rank) for rank in range(model.rowCount())]
        return [("", "") if row is None else (row.key, row.raw["name"]) for row in shown]

    qtbot.waitUntil(lambda: rows() == expected, timeout=20_000)
    watch.stop()
    assert moved == []
    assert mirror.resets == 0
    assert mirror.layouts > 0
    mirror.check()
    (range_,) = table.chosen.ranges()
    assert [model.peek(rank).key for rank in range(*range_)] == [chosen.key]  # type: ignore[union-attr]
    assert table.chosen.count() == 1
    above = [key for key, _ in expected].index(reading.key)
    assert page.table.pill.text() == f"{above - 220:,} new customers"


def test_single_changes_are_let_in_without_reading_the_view_again(
    qtbot: QtBot, page: CustomersPage, docket: main.Docket
) -> None:
    mirror = Mirror(model_of(page))
    mirror.after = mirror.check
    with qtbot.waitSignal(model_of(page).rowsInserted):
        docket.commands.dispatch(adding(900, "Customer 0007 b"))
    assert (mirror.resets, mirror.layouts) == (0, 0)
    assert cell(page, 7) == "C0900"
