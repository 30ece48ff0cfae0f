"""The application: one per data directory, and what happens when our own code fails."""

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

import main
from tests.domain.samples import add_customer
from tests.ui.conftest import PATIENCE, Watch
from ui.crash import CrashGuard, log_to_file
from ui.instance import Instance, hand_over
from ui.running import Running
from ui.window import Window

SECRET = "Alfreds Futterkiste"


ROOT = Path(main.__file__).parent


def start_again(data_dir: Path) -> "subprocess.Popen[str]":
    """A second start of the window on a data directory."""
    return subprocess.Popen(
        [sys.executable, "main.py", "--data-dir", str(data_dir)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_hands_over_to_the_first_and_says_so(qtbot: QtBot, docket: main.Docket, window: Window) -> None:
    instance = Instance(docket.data_dir)
    instance.called.connect(window.come_forward)
    window.showMinimized()
    with start_again(docket.data_dir) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.returncode == 0
        assert second.communicate() == ("Docket is open here already; its window comes forward.\n", "")
    assert not window.isMinimized()
    instance.close()


def test_a_second_start_waits_for_no_answer_of_a_window_that_is_busy(
    qtbot: QtBot, docket: main.Docket, window: Window
) -> None:
    instance = Instance(docket.data_dir)
    instance.called.connect(window.come_forward)
    window.showMinimized()
    with start_again(docket.data_dir) as second:
        said = second.communicate(timeout=PATIENCE)
        assert second.returncode == 0
    assert said == ("Docket is open here already and busy; its window comes forward as soon as it can.\n", "")
    qtbot.waitUntil(lambda: not window.isMinimized())
    instance.close()


def test_the_first_start_has_nobody_to_hand_over_to(qapp: QApplication, tmp_path: Path) -> None:
    assert not hand_over(tmp_path)


def test_another_data_directory_has_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    instance = Instance(tmp_path / "one")
    assert not hand_over(tmp_path / "other")
    instance.close()


@pytest.fixture
def guard(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashGuard]:
    made = CrashGuard(tmp_path)
    yield made
    made.close()
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox):
            box.close()


class Fragile(QLabel):
    said = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            raise ValueError(SECRET)
        return super().event(event)


def fail() -> None:
    raise ValueError(SECRET)


def fail_in_a_slot(widget: Fragile) -> None:
    widget.said.connect(fail)
    widget.said.emit()


def fail_in_a_virtual_method(widget: Fragile) -> None:
    QApplication.postEvent(widget, QEvent(QEvent.Type.User))


def fail_in_a_timer(widget: Fragile) -> None:
    QTimer.singleShot(0, widget, fail)


def fail_in_a_thread(widget: Fragile) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    "way", [fail_in_a_slot, fail_in_a_virtual_method, fail_in_a_timer, fail_in_a_thread], ids=lambda way: way.__name__
)
@pytest.mark.qt_no_exception_capture
def test_what_nobody_caught_is_logged_reported_and_told_without_customer_data(
    qtbot: QtBot, guard: CrashGuard, tmp_path: Path, watch: Watch, way: object
) -> None:
    widget = Fragile()
    qtbot.addWidget(widget)
    logging_to_file = log_to_file(tmp_path)
    way(widget)  # type: ignore[operator]
    qtbot.waitUntil(lambda: any(isinstance(w, QMessageBox) and w.isVisible() for w in QApplication.topLevelWidgets()))
    logging.getLogger().removeHandler(logging_to_file)
    logging_to_file.close()
    (report,) = (tmp_path / "crashes").glob("*.txt")
    assert "ValueError" in report.read_text(encoding="utf-8")
    assert "test_running.py" in report.read_text(encoding="utf-8")
    written = report.read_text(encoding="utf-8") + (tmp_path / "docket.log").read_text(encoding="utf-8")
    assert SECRET not in written
    watch.expect("unexpected ValueError")


def test_what_is_no_proper_text_is_written_into_the_log_file_all_the_same(tmp_path: Path) -> None:
    handler = log_to_file(tmp_path)
    handler.handle(logging.makeLogRecord({"msg": "no such file: \udcff", "levelno": logging.WARNING}))
    logging.getLogger().removeHandler(handler)
    handler.close()
    assert "no such file: \\udcff" in (tmp_path / "docket.log").read_text(encoding="utf-8")


@pytest.mark.qt_no_exception_capture
def test_the_same_failure_is_told_only_once(qtbot: QtBot, guard: CrashGuard, watch: Watch) -> None:
    class Speaker(QObject):
        said = Signal()

    speaker = Speaker()
    speaker.said.connect(fail)
    for _ in range(3):
        speaker.said.emit()
    QApplication.processEvents()
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert len(boxes) == 1
    watch.expect("unexpected ValueError")


def test_the_application_opens_its_window_and_closes_in_order(qtbot: QtBot, docket: main.Docket) -> None:

    running = Running(docket, page="pipeline")
    running.window.show()
    assert running.window.windowTitle() == "Docket – Pipeline"
    running.window.close()
    running.close()
    assert not hand_over(docket.data_dir)


def test_the_log_is_followed_once_the_window_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with main.open_docket(tmp_path):
        pass
    with main.open_docket(tmp_path, project=False) as docket:
        docket.commands.dispatch(add_customer()).result()
    with main.open_docket(tmp_path, at_once=False) as docket:
        running = Running(docket, page="customers")
        assert docket.projector.state().checkpoint == 0
        seen = QTimer(interval=20)
        seen.timeout.connect(lambda: docket.projector.state().checkpoint == 1 and running.window.close())
        seen.start()
        assert running.stay() == 0
        assert docket.projector.state().checkpoint == 1


def test_a_signal_closes_the_window_and_is_nothing_to_it_once_it_is_closed(qtbot: QtBot, docket: main.Docket) -> None:
    before = signal.getsignal(signal.SIGTERM)
    running = Running(docket)
    QTimer.singleShot(0, running.window, lambda: signal.raise_signal(signal.SIGTERM))
    assert running.stay() == 0
    assert not running.window.isVisible()
    assert signal.getsignal(signal.SIGTERM) is before
