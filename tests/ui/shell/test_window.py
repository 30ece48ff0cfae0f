"""The window: pages, actions, palette, status line, and what it remembers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import main
from domain.ids import new_id
from domain.messages import Receipt
from domain.orders.commands import SaveDraft
from domain.orders.content import OrderContent
from readmodel.control import Mode
from tests.ui import trading
from tests.ui.conftest import PATIENCE
from ui.desk import Desk
from ui.intents import NewRecord, ShowPage, ShowRecord
from ui.pages import PLACES
from ui.palette import Palette
from ui.theme import Theme
from ui.widgets.statusline import SAVED_BUT_LATE
from ui.widgets.toast import Toast
from ui.window import Window


def label(window: QWidget, name: str) -> QLabel:
    found = window.findChild(QLabel, name)
    assert found is not None
    return found


def press(qtbot: QtBot, window: QWidget, name: str) -> None:
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_page_opens_from_the_navigation_and_is_named_in_the_title(
    qtbot: QtBot, window: Window, place: object
) -> None:
    name, title = place.name, place.title  # type: ignore[attr-defined]
    press(qtbot, window, f"nav_{name}")
    assert window.current_page == name
    assert window.windowTitle() == f"Docket – {title}"


def test_pages_are_built_when_they_are_first_shown(window: Window) -> None:
    assert set(window._pages) == {"today"}


def test_the_page_and_the_size_are_remembered(qtbot: QtBot, window: Window, desk: Desk, theme: Theme) -> None:
    window.show_page("pipeline")
    size = window.minimumSizeHint().expandedTo(QSize(700, 600))
    window.resize(size)
    window.close()
    again = Window(desk, theme)
    qtbot.addWidget(again)
    assert again.current_page == "pipeline"
    assert again.size() == size


def test_the_window_opens_no_larger_than_the_screen(window: Window, desk: Desk, theme: Theme) -> None:
    screen = window.screen().availableSize()
    assert (window.width(), window.height()) <= (screen.width(), screen.height())
    window.resize(screen + QSize(500, 300))
    window.close()
    again = Window(desk, theme)
    assert again.width() < screen.width()
    assert again.height() < screen.height()
    again.close()
    again.deleteLater()


def test_no_page_and_no_form_makes_the_window_grow(qtbot: QtBot, window: Window) -> None:
    window.resize(1024, 640)
    for place in PLACES:
        window.show_page(place.name)
    window.routes.carry_out(NewRecord("order"))
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 640)
    form = window.routes.forms.form
    assert form is not None
    form.keep()


def test_every_action_in_a_menu_is_in_the_registry_and_every_shortcut_is_used_once(window: Window) -> None:
    known = set(window.actions_)
    shortcuts = [action.shortcut().toString() for action in known if action.shortcut().toString()]
    assert len(shortcuts) == len(set(shortcuts))

    def leaves(actions: list[QAction]) -> list[QAction]:
        found: list[QAction] = []
        for action in actions:
            if action.menu() is not None:
                found += leaves(action.menu().actions())  # type: ignore[attr-defined]
            elif not action.isSeparator():
                found.append(action)
        return found

    assert set(leaves(window.menuBar().actions())) <= known


def test_everything_one_can_act_on_has_a_name_for_tests_and_for_screen_readers(window: Window) -> None:
    for page in ("today", "pipeline"):
        window.show_page(page)
    kinds = (QAbstractButton, QLineEdit)
    for kind in kinds:
        for widget in window.findChildren(kind):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.objectName().startswith("qt_"):
                assert widget.objectName(), widget
                assert widget.accessibleName() or widget.text(), widget.objectName()  # type: ignore[attr-defined]


def test_the_status_line_follows_the_pipeline(qtbot: QtBot, window: Window, desk: Desk) -> None:
    assert label(window, "lag_label").text().startswith("0 ")
    desk.control.paused = True
    desk.send(trading.customer())
    qtbot.waitUntil(lambda: label(window, "lag_label").text().startswith("1 "))
    assert label(window, "status_words").text() == "Paused"
    desk.control.mode = Mode.SYNC
    desk.look_at_pipeline()
    qtbot.waitUntil(lambda: label(window, "status_words").text() == "Up to date")
    desk.control.mode = Mode.ASYNC
    desk.look_at_pipeline()
    qtbot.waitUntil(lambda: label(window, "status_words").text() == "Paused")
    desk.control.paused = False
    desk.look_at_pipeline()
    qtbot.waitUntil(lambda: label(window, "lag_label").text().startswith("0 "))
    qtbot.waitUntil(lambda: label(window, "status_words").text() == "Up to date")


def test_the_status_line_knows_the_log_also_when_nothing_is_left_to_project(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with main.open_docket(tmp_path) as docket:
        docket.projector.wait_for(docket.commands.dispatch(trading.customer()).result(PATIENCE).position, PATIENCE)
    with main.open_docket(tmp_path, at_once=False) as docket:
        desk = Desk(docket)
        window = Window(desk, theme)
        qtbot.addWidget(window)
        window.show()
        told: list[object] = []
        desk.pipeline.connect(told.append)
        qtbot.waitUntil(lambda: bool(told))
        docket.projector.start()
        qtbot.waitUntil(lambda: label(window, "log_label").text() == "log 1")
        window.close()
        desk.close()


def test_a_view_that_is_late_is_said_to_be_saved(qtbot: QtBot, window: Window, desk: Desk) -> None:
    desk.control.delay = 10
    desk.send(trading.customer())
    qtbot.waitUntil(lambda: label(window, "status_words").text() == SAVED_BUT_LATE)
    desk.control.delay = 0
    qtbot.waitUntil(lambda: label(window, "status_words").text() == "Up to date")


def test_a_view_that_is_late_because_it_is_paused_is_said_to_be_paused(
    qtbot: QtBot, window: Window, desk: Desk
) -> None:
    late: list[bool] = []
    desk.late.connect(late.append)
    desk.control.paused = True
    desk.send(trading.customer(), lambda receipt: desk.tell_recorded("Customer added."))
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None)
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.accessibleName() == "Customer added. Paused: not shown yet, 1 behind."
    qtbot.waitUntil(lambda: late == [True])
    assert label(window, "status_words").text() == "Paused"
    assert label(window, "lag_label").text() == "1 behind"
    desk.control.paused = False
    qtbot.waitUntil(lambda: label(window, "status_words").text() == "Up to date")


@pytest.mark.parametrize("how", ["going on", "switching over"])
def test_a_toast_no_longer_says_that_something_is_not_shown_once_it_is(
    qtbot: QtBot, window: Window, desk: Desk, how: str
) -> None:
    desk.control.paused = True
    desk.send(trading.customer(), lambda receipt: desk.tell_recorded("Customer added."))
    qtbot.waitUntil(lambda: window.findChild(Toast) is not None)
    toast = window.findChild(Toast)
    assert toast is not None
    text = label(toast, "toast_text")
    assert "not shown yet" in text.text()
    before = toast.height()
    if how == "going on":
        desk.control.paused = False
    else:
        window.set_mode(Mode.SYNC)
    qtbot.waitUntil(lambda: text.text() == toast.accessibleName() == toast.toolTip() == "Customer added.")
    assert toast.height() < before
    desk.control.paused = False


def open_palette(qtbot: QtBot, window: Window) -> tuple[QLineEdit, QListView]:
    window.open_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    field, results = palette.findChild(QLineEdit), palette.findChild(QListView)
    assert field is not None
    assert results is not None
    return field, results


def shown(results: QListView) -> list[str]:
    model = results.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_palette_does_what_is_typed(qtbot: QtBot, window: Window) -> None:
    field, results = open_palette(qtbot, window)
    qtbot.keyClicks(field, "pipel")
    assert shown(results)[0].startswith("Pipeline")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.current_page == "pipeline"


def test_the_palette_finds_customers_and_products_while_one_types(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt], desk: Desk
) -> None:
    record(trading.customer(), trading.product())
    asked: list[object] = []
    desk.requested.disconnect(window.routes.carry_out)
    desk.requested.connect(asked.append)
    field, results = open_palette(qtbot, window)
    qtbot.keyClicks(field, "alfr")
    qtbot.waitUntil(lambda: any("Alfreds Futterkiste" in text for text in shown(results)))
    row = next(row for row, text in enumerate(shown(results)) if "Alfreds" in text)
    while results.currentIndex().row() != row:
        qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == [ShowRecord("customer", trading.ALFKI)]


def test_the_palette_searches_orders_for_whatever_is_typed(qtbot: QtBot, window: Window, desk: Desk) -> None:
    asked: list[object] = []
    desk.requested.disconnect(window.routes.carry_out)
    desk.requested.connect(asked.append)
    field, _ = open_palette(qtbot, window)
    qtbot.keyClicks(field, "10248")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == [ShowPage(page="orders", query="10248")]


def test_the_palette_tells_drafts_apart_by_what_there_is_of_them(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    lines = trading.placed(2).content.lines
    theirs = OrderContent(customer_id=trading.ALFKI, lines=lines)
    record(
        trading.opened(),
        trading.customer(),
        trading.product(),
        SaveDraft(order_id=new_id(), content=theirs, currency="EUR"),
        SaveDraft(
            order_id=new_id(), content=OrderContent(lines=(*lines, *trading.placed(1).content.lines)), currency="EUR"
        ),
    )
    field, results = open_palette(qtbot, window)
    qtbot.keyClicks(field, "chai")
    drafts = {"Draft Alfreds Futterkiste, 1 line Order", "Draft no customer yet, 2 lines Order"}
    qtbot.waitUntil(lambda: drafts <= set(shown(results)))


def test_the_palette_jumps_to_an_order_by_its_number(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt], desk: Desk
) -> None:
    order = trading.placed(2)
    record(trading.opened(), trading.customer(), trading.product(), order)
    asked: list[object] = []
    desk.requested.disconnect(window.routes.carry_out)
    desk.requested.connect(asked.append)
    field, results = open_palette(qtbot, window)
    qtbot.keyClicks(field, "SO-")
    qtbot.waitUntil(lambda: shown(results)[0].startswith("SO-"))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == [ShowRecord("order", order.order_id)]


def test_escape_leaves_the_palette(qtbot: QtBot, window: Window) -> None:
    field, _ = open_palette(qtbot, window)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Palette) is None)


def test_a_toast_offers_what_can_be_done_about_it(qtbot: QtBot, window: Window, desk: Desk) -> None:
    undone: list[bool] = []
    desk.tell("Customer changed", "Undo", lambda: undone.append(True))
    toast = window.findChild(Toast)
    assert toast is not None
    press(qtbot, toast, "toast_action")
    assert undone == [True]
    qtbot.waitUntil(lambda: window.findChild(Toast) is None)


def test_no_more_than_three_toasts_stand_at_once(qtbot: QtBot, window: Window, desk: Desk) -> None:
    for number in range(5):
        desk.tell(f"Said {number}")
    qtbot.waitUntil(lambda: len(window.findChildren(Toast)) == 3)
    assert {toast.accessibleName() for toast in window.findChildren(Toast)} == {"Said 2", "Said 3", "Said 4"}


def test_toasts_cover_nothing_one_can_press(qtbot: QtBot, window: Window, desk: Desk) -> None:
    window.resize(1024, 640)
    window.routes.carry_out(NewRecord("order"))
    desk.tell("Payment of $1,234.50 recorded for SO-2026-00042.", "Undo", lambda: None)
    desk.tell("A short one.")
    desk.tell("Not kept as a draft, but nothing is lost. " * 4, "Resume", lambda: None, "warn")
    QApplication.processEvents()
    toasts = [QRect(toast.mapTo(window, QPoint()), toast.size()) for toast in window.findChildren(Toast)]
    assert len(toasts) == 3
    others = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not any(isinstance(around, Toast) for around in (widget, widget.parentWidget()))
    ]
    assert {"nav_today", "nav_pipeline", "order_place", "order_keep"} <= {widget.objectName() for widget in others}
    covered = [
        widget.objectName()
        for widget in others
        if any(QRect(widget.mapTo(window, QPoint()), widget.size()).intersects(toast) for toast in toasts)
    ]
    assert covered == []
    form = window.routes.forms.form
    assert form is not None
    form.keep()


def test_a_running_job_stands_in_the_status_line_until_it_is_cancelled(
    qtbot: QtBot, window: Window, desk: Desk
) -> None:
    def work(job: object) -> None:
        while True:
            job.check()  # type: ignore[attr-defined]

    desk.job("Counting sheep", work)
    cancel = window.findChild(QToolButton, "job_cancel")
    assert cancel is not None
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(QToolButton, "job_cancel") is None)


def test_the_shortcuts_help_lists_every_key(qtbot: QtBot, window: Window) -> None:
    window.actions_["help.shortcuts"].trigger()
    dialog = window.findChild(QWidget, "shortcuts_dialog")
    assert dialog is not None
    texts = {each.text() for each in dialog.findChildren(QLabel)}
    assert {"New order", "Ctrl+N", "Ctrl+K"} <= texts
    close = dialog.findChild(QPushButton, "shortcuts_close")
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None


def test_a_toast_has_the_width_of_its_column_for_its_words(qtbot: QtBot, window: Window, desk: Desk) -> None:
    desk.tell("Payment of $1,234.50 recorded for SO-2026-00042.", "Undo", lambda: None)
    toast = window.findChild(Toast)
    assert toast is not None
    QApplication.processEvents()
    text = toast.findChild(QLabel, "toast_text")
    assert text is not None
    assert text.height() < 4 * text.fontMetrics().lineSpacing()
    assert toast.rect().contains(text.geometry())
