"""The Pipeline page: what it shows, and what it steers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QSlider
from pytestqt.qtbot import QtBot

import main
from domain.customers.events import CustomerAdded
from domain.handlers import EVENTS
from domain.messages import Receipt, Recorded
from readmodel.control import Mode, PipelineState
from readmodel.customers.list import CustomerList
from readmodel.rows import Rows
from tests.ui import trading
from ui.desk import Desk
from ui.pipeline.dead_letters import DeadLetters
from ui.pipeline.events import EventsPanel, words_of
from ui.pipeline.meter import Meter
from ui.pipeline.page import PipelinePage
from ui.pipeline.steering import SENTENCES
from ui.table.delegate import CELL_PADDING
from ui.table.going import GoTo
from ui.theme import Face, Theme, font
from ui.widgets.sparkline import Sparkline


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, theme: Theme) -> Iterator[PipelinePage]:
    made = PipelinePage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    yield made
    made.hide()


def text_of(page: PipelinePage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()


def button(page: PipelinePage, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert found is not None
    return found


def click(qtbot: QtBot, page: PipelinePage, name: str) -> None:
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def panel_of(page: PipelinePage) -> EventsPanel:
    found = page.findChild(EventsPanel)
    assert found is not None
    return found


def cell(page: PipelinePage, row: int, column: str) -> str:
    model = panel_of(page).list.model
    names = [made.name for made in model.columns]
    return str(model.index(row, names.index(column)).data())


def state(head: int, checkpoint: int) -> PipelineState:
    return PipelineState(
        log_head=head,
        checkpoint=checkpoint,
        lag=head - checkpoint,
        mode=Mode.ASYNC,
        paused=False,
        delay=0,
        projecting=True,
        dead_letters=(),
        failure="",
    )


def test_every_type_of_event_has_room_in_its_column(page: PipelinePage) -> None:
    column = next(column for column in panel_of(page).list.model.columns if column.name == "type")
    metrics = QFontMetrics(font(Face.STRONG))
    longest = max(metrics.horizontalAdvance(words_of(event.__name__)) for event in EVENTS)
    assert longest + 2 * CELL_PADDING < column.width


def test_a_paused_projector_lets_the_lag_grow_where_one_can_see_it(
    qtbot: QtBot, page: PipelinePage, desk: Desk
) -> None:
    click(qtbot, page, "pause_projection")
    assert desk.control.paused
    desk.send(trading.customer())
    desk.send(trading.product())
    qtbot.waitUntil(lambda: text_of(page, "pipeline_lag") == "2")
    line = page.findChild(Sparkline, "lag_line")
    assert line is not None
    qtbot.waitUntil(lambda: bool(line.values) and line.values[-1] == 2)
    assert button(page, "pause_projection").text() == "Go on"
    click(qtbot, page, "pause_projection")
    qtbot.waitUntil(lambda: text_of(page, "pipeline_lag") == "0")


def test_what_lagged_while_nobody_looked_is_in_the_line(qtbot: QtBot, page: PipelinePage, desk: Desk) -> None:
    line = page.findChild(Sparkline, "lag_line")
    assert line is not None
    page.hide()
    desk.control.paused = True
    desk.send(trading.customer())
    qtbot.waitUntil(lambda: max(page._meter.lags, default=0) == 1)
    desk.control.paused = False
    qtbot.waitUntil(lambda: desk.control.state().lag == 0)
    assert max(line.values, default=0) == 0
    page.show()
    assert max(line.values, default=0) == 1
    assert line.values[-1] == 0


def test_the_switch_says_in_a_sentence_what_it_does(qtbot: QtBot, page: PipelinePage, desk: Desk) -> None:
    assert text_of(page, "mode_sentence") == SENTENCES[Mode.ASYNC]
    click(qtbot, page, "pipeline_mode_sync")
    qtbot.waitUntil(lambda: text_of(page, "mode_sentence") == SENTENCES[Mode.SYNC])
    assert desk.control.mode is Mode.SYNC


def test_in_synchronous_mode_a_paused_projector_projects_all_the_same(
    qtbot: QtBot, page: PipelinePage, desk: Desk
) -> None:
    click(qtbot, page, "pause_projection")
    click(qtbot, page, "pipeline_mode_sync")
    shown: list[bool] = []
    desk.send(trading.customer(), shown=lambda: shown.append(True))
    qtbot.waitUntil(lambda: bool(shown))


def test_the_slider_slows_the_projector_down(qtbot: QtBot, page: PipelinePage, desk: Desk) -> None:
    slider = page.findChild(QSlider, "slow_down")
    assert slider is not None
    slider.setValue(250)
    assert desk.control.delay == 0.25
    qtbot.waitUntil(lambda: text_of(page, "slow_down_label") == "250 ms a batch")
    slider.setValue(0)
    assert desk.control.delay == 0


def test_the_newest_events_are_listed_newest_first(qtbot: QtBot, page: PipelinePage, desk: Desk) -> None:
    model = panel_of(page).list.model
    desk.send(trading.customer())
    desk.send(trading.product())
    qtbot.waitUntil(lambda: [cell(page, row, "type") for row in range(2)] == ["Product added", "Customer added"])
    assert model.rowCount() == 2
    assert cell(page, 0, "position") == "2"


def test_events_show_before_they_are_projected(qtbot: QtBot, page: PipelinePage, desk: Desk) -> None:
    click(qtbot, page, "pause_projection")
    desk.send(trading.customer())
    qtbot.waitUntil(lambda: cell(page, 0, "type") == "Customer added")
    click(qtbot, page, "pause_projection")


def test_events_are_narrowed_down_to_a_type_or_a_stream(
    qtbot: QtBot, page: PipelinePage, desk: Desk, record: Callable[..., Receipt]
) -> None:
    panel = panel_of(page)
    record(trading.opened(), trading.customer(), trading.product(), trading.received(5), trading.received(7))
    qtbot.waitUntil(lambda: panel.list.model.rowCount() == 5)
    panel.types.setCurrentIndex(panel.types.findData("StockReceived"))
    qtbot.waitUntil(lambda: panel.list.model.rowCount() == 2 and cell(page, 0, "position") == "5")
    panel.show_stream(f"customer-{trading.ALFKI}")
    qtbot.waitUntil(lambda: panel.list.model.rowCount() == 1 and cell(page, 0, "type") == "Customer added")
    assert panel.types.currentData() == ""
    panel.stream.click()
    qtbot.waitUntil(lambda: panel.list.model.rowCount() == 5)
    assert panel.stream.isHidden()


def test_an_empty_log_says_so_and_a_type_that_nothing_has_says_something_else(
    qtbot: QtBot, page: PipelinePage, desk: Desk
) -> None:
    panel = panel_of(page)
    said = panel.list.nothing
    qtbot.waitUntil(lambda: said.isVisible() and said.text().startswith("Nothing is recorded yet"))
    desk.send(trading.customer())
    qtbot.waitUntil(lambda: panel.list.model.rowCount() == 1 and not said.isVisible())
    panel.types.setCurrentIndex(panel.types.findData("StockReceived"))
    qtbot.waitUntil(lambda: said.isVisible() and said.text().startswith("No events of this type"))


def test_the_view_is_checked_and_made_anew_while_one_goes_on_working(
    qtbot: QtBot, page: PipelinePage, desk: Desk, record: Callable[..., Receipt]
) -> None:
    record(trading.customer())
    click(qtbot, page, "verify")
    assert not button(page, "rebuild").isEnabled()
    qtbot.waitUntil(lambda: text_of(page, "renewal_result").startswith("No difference"))
    click(qtbot, page, "rebuild")
    qtbot.waitUntil(lambda: text_of(page, "renewal_result").startswith("The view was made anew"))
    assert button(page, "rebuild").isEnabled()


def test_a_dead_letter_is_shown_and_can_be_tried_again_or_left_out(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(self: CustomerList, event: CustomerAdded, at: Recorded, rows: Rows) -> None:
        raise ValueError("no such luck")

    # Projections find their methods when a docket is opened.
    monkeypatch.setattr(CustomerList, "on_customer_added", cannot)
    with main.open_docket(tmp_path) as docket:
        desk = Desk(docket)
        page = PipelinePage(desk)
        qtbot.addWidget(page)
        page.show()
        letters = page.findChild(DeadLetters, "dead_letters")
        assert letters is not None
        assert letters.isHidden()
        desk.send(trading.customer())
        qtbot.waitUntil(letters.isVisible)
        said = {label.text() for label in letters.findChildren(QLabel)}
        assert any("no such luck" in text for text in said)
        click(qtbot, page, "retry_customer_list_1")
        qtbot.waitUntil(letters.isVisible)
        click(qtbot, page, "skip_customer_list_1")
        qtbot.waitUntil(lambda: letters.findChild(QPushButton, "take_back_customer_list_1") is not None)
        assert not docket.projector.state().dead_letters
        click(qtbot, page, "verify")
        qtbot.waitUntil(
            lambda: text_of(page, "renewal_result").endswith("One event is left out of it."), timeout=30_000
        )
        click(qtbot, page, "take_back_customer_list_1")
        qtbot.waitUntil(lambda: letters.findChild(QPushButton, "skip_customer_list_1") is not None)
        # The process that rebuilds has no trouble with the event.
        click(qtbot, page, "rebuild")
        qtbot.waitUntil(letters.isHidden, timeout=30_000)
        assert docket.projector.state().skips == ()
        page.hide()
        desk.close()


def test_rates_are_those_of_the_last_two_seconds() -> None:
    meter = Meter()
    for step in range(20):
        meter.take(state(head=100 * step, checkpoint=50 * step), at=step * 0.25)
    assert meter.recorded_per_second == 400
    assert meter.projected_per_second == 200
    assert meter.lags[-1] == 950


def test_what_was_in_the_log_before_the_window_opened_is_no_rate() -> None:
    meter = Meter()
    for at, head in enumerate((0, 26_211, 26_211, 26_213)):
        meter.take(state(head, head), at=at)
    assert meter.recorded_per_second == 1
    assert meter.projected_per_second == 1


def test_a_rebuild_that_starts_from_nothing_is_no_negative_rate() -> None:
    meter = Meter()
    meter.take(state(100, 100), at=0)
    meter.take(state(100, 0), at=1)
    assert meter.projected_per_second == 0


def test_going_somewhere_in_the_events_stays_inside_a_low_window(
    qtbot: QtBot, page: PipelinePage, record: Callable[..., Receipt]
) -> None:
    record(trading.opened(), trading.customer())
    page.resize(1000, 440)
    qtbot.waitUntil(lambda: panel_of(page).list.model.rowCount() == 2)
    panel_of(page).list.table.open_goto()
    opened = page.findChild(GoTo)
    assert opened is not None
    assert page.rect().contains(QRect(page.mapFromGlobal(opened.pos()), opened.size()))
    opened.close()
