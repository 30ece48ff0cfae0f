"""The doorway: asking, sending, and being told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import main
from domain.errors import AlreadyTaken, Refused
from domain.messages import Receipt
from readmodel.answering import ANSWERS, Reader
from readmodel.customers.answers import FindCustomers
from readmodel.pipeline.answers import GetCounts
from readmodel.queries import Interrupted
from tests.ui import trading
from tests.ui.conftest import PATIENCE, Watch
from ui.desk import Desk
from ui.intents import Intent, Tell


def on_gui_thread() -> bool:
    app = QApplication.instance()
    assert app is not None
    return QThread.currentThread() is app.thread()


def test_answers_arrive_on_the_gui_thread_and_are_prepared_on_another(qtbot: QtBot, desk: Desk) -> None:
    seen: list[tuple[Any, bool]] = []
    prepared: list[bool] = []

    def prepare(answer: dict[str, int]) -> int:
        prepared.append(on_gui_thread())
        return answer["orders"]

    desk.ask(GetCounts(), lambda answer: seen.append((answer, on_gui_thread())), prepare=prepare)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(0, True)]
    assert prepared == [False]


def test_in_a_lane_only_the_newest_request_is_answered(qtbot: QtBot, desk: Desk) -> None:
    go_on = threading.Event()
    started = threading.Event()
    answered: list[str] = []

    def slow() -> str:
        started.set()
        go_on.wait(PATIENCE)
        return "old"

    desk.fetch(slow, answered.append, lane="list")
    started.wait(PATIENCE)
    desk.fetch(lambda: "skipped", answered.append, lane="list")
    desk.fetch(lambda: "new", answered.append, lane="list")
    go_on.set()
    qtbot.waitUntil(lambda: bool(answered))
    desk.fetch(lambda: "after", answered.append)
    qtbot.waitUntil(lambda: "after" in answered)
    assert answered == ["new", "after"]


def test_a_stale_question_is_interrupted_in_the_middle_of_its_sql(
    qtbot: QtBot, desk: Desk, docket: main.Docket, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Endless(GetCounts, frozen=True, kw_only=True):
        """A question that is never answered."""

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    answered: list[object] = []
    broken_off: list[Exception] = []
    begun = threading.Event()
    queries = docket.queries

    def never(reader: Reader, query: Endless) -> object:
        begun.set()
        return reader.db.execute(endless).fetchone()

    monkeypatch.setitem(ANSWERS, Endless, never)

    def ask_for_ever() -> object:
        try:
            return queries.ask(Endless())
        except Interrupted as error:
            broken_off.append(error)
            raise

    desk.fetch(ask_for_ever, answered.append, lane="list")
    begun.wait(PATIENCE)
    # The statement may not have begun yet when the first interrupt comes, so interrupts go on until one hits.
    while not broken_off:
        desk.fetch(lambda: "quick", answered.append, lane="list")
        qtbot.waitUntil(lambda: "quick" in answered or bool(broken_off))
        if not broken_off:
            for thread in threading.enumerate():
                if thread.name.startswith("docket-reader") and thread.ident is not None:
                    queries.interrupt(thread.ident)
    qtbot.waitUntil(lambda: "quick" in answered)
    assert set(answered) == {"quick"}


def test_an_answer_for_a_deleted_widget_is_dropped(qtbot: QtBot, desk: Desk) -> None:
    class Page(QLabel):
        def show_answer(self, answer: object) -> None:
            self.setText(str(answer))

    page = Page()
    go_on = threading.Event()
    desk.fetch(lambda: go_on.wait(PATIENCE), page.show_answer)
    page.deleteLater()
    qtbot.waitSignal(page.destroyed).wait()
    go_on.set()
    after: list[object] = []
    desk.fetch(lambda: 1, after.append)
    qtbot.waitUntil(lambda: bool(after))


def test_a_question_that_fails_says_so_to_whoever_listens(qtbot: QtBot, desk: Desk, watch: Watch) -> None:
    def fail() -> None:
        raise ValueError("no")

    failed: list[Exception] = []
    desk.fetch(fail, lambda _: None, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    desk.fetch(fail, lambda _: None)
    qtbot.waitUntil(lambda: bool(watch.seen))
    watch.expect("a question could not be answered")


def test_a_sent_command_is_acknowledged_and_then_shown(qtbot: QtBot, desk: Desk) -> None:
    story: list[str] = []
    desk.send(trading.customer(), then=lambda receipt: story.append("saved"), shown=lambda: story.append("shown"))
    qtbot.waitUntil(lambda: len(story) == 2)
    assert story == ["saved", "shown"]
    found: list[object] = []
    desk.ask(FindCustomers(text="ALFKI"), found.extend)
    qtbot.waitUntil(lambda: bool(found))


def test_a_refusal_comes_back_typed_and_names_the_field(
    qtbot: QtBot, desk: Desk, record: Callable[..., Receipt]
) -> None:
    record(trading.customer())
    refused: list[Refused] = []
    desk.send(trading.customer(id=trading.BOLID), refused=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], AlreadyTaken)
    assert refused[0].field == "code"


def test_a_refusal_nobody_asked_for_is_said_by_the_window(
    qtbot: QtBot, desk: Desk, record: Callable[..., Receipt]
) -> None:
    record(trading.customer())
    said: list[Intent] = []
    desk.requested.connect(said.append)
    desk.send(trading.customer(id=trading.BOLID))
    qtbot.waitUntil(lambda: bool(said))
    assert isinstance(said[0], Tell)
    assert said[0].tone == "bad"


def test_many_changes_are_told_in_few_signals_and_none_is_lost(qtbot: QtBot, desk: Desk) -> None:
    told: list[frozenset[tuple[str, str]]] = []
    desk.changed.connect(told.append)
    ids = [f"c{number}" for number in range(200)]
    for id in ids:
        desk.send(trading.customer(id=id, code=id))
    qtbot.waitUntil(lambda: {i for changes in told for _, i in changes}.issuperset(ids))
    assert len(told) < len(ids)


def test_what_is_saved_but_not_to_be_seen_after_a_second_is_said_to_be_late(qtbot: QtBot, desk: Desk) -> None:
    desk.control.paused = True
    with qtbot.waitSignal(desk.late) as late:
        desk.send(trading.customer())
    assert late.args == [True]
    with qtbot.waitSignal(desk.late) as no_longer:
        desk.control.paused = False
    assert no_longer.args == [False]


def test_the_business_is_known_once_it_is_opened(qtbot: QtBot, desk: Desk) -> None:
    assert desk.business().currency is None
    with qtbot.waitSignal(desk.business_known):
        desk.send(trading.opened("CHF"))
    assert desk.business().currency == "CHF"
    assert desk.time_zone() == "Europe/Berlin"


def test_nothing_is_delivered_once_the_desk_is_closed(qtbot: QtBot, docket: main.Docket) -> None:
    desk = Desk(docket)
    told: list[object] = []
    desk.changed.connect(told.append)
    desk.send(trading.customer(), then=told.append)
    desk.close()
    QApplication.processEvents()
    desk.fetch(lambda: 1, told.append)
    QApplication.processEvents()
    assert told == []
    desk.deleteLater()


@pytest.mark.parametrize("cancelled", [False, True])
def test_a_job_reports_ends_once_and_can_be_cancelled(qtbot: QtBot, desk: Desk, cancelled: bool) -> None:
    go_on = threading.Event()
    ends: list[bool] = []
    progress: list[tuple[int, int]] = []

    def work(job: Any) -> str:
        go_on.wait(PATIENCE)
        for step in range(3):
            job.report(step, 3)
        return "done"

    came: list[object] = []
    job = desk.job("Counting", work, came.append, came.append)
    job.ended.connect(ends.append)
    job.progressed.connect(lambda done, total: progress.append((done, total)))
    if cancelled:
        job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [not cancelled]
    if cancelled:
        assert isinstance(came[0], Exception)
    else:
        assert (came, progress) == (["done"], [(0, 3), (1, 3), (2, 3)])


def test_a_closing_desk_cancels_its_jobs(docket: main.Docket, qapp: QApplication) -> None:
    desk = Desk(docket)
    stopped = threading.Event()

    def work(job: Any) -> None:
        try:
            while True:
                job.check()
        finally:
            stopped.set()

    desk.job("For ever", work)
    desk.close()
    assert stopped.is_set()
    assert isinstance(desk, QObject)
    desk.deleteLater()
