"""One failure of each kind that could go unseen. Run by test_canaries, which wants every one of them to fail."""

import logging
import threading
import warnings

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, qWarning
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot


def test_an_exception_in_a_slot(qtbot: QtBot) -> None:
    class Speaker(QObject):
        said = Signal()

    def listen() -> None:
        raise ValueError("in a slot")

    speaker = Speaker()
    speaker.said.connect(listen)
    speaker.said.emit()


def test_an_exception_in_a_virtual_method(qtbot: QtBot) -> None:
    class Broken(QLabel):
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.User:
                raise ValueError("in a virtual method")
            return super().event(event)

    label = Broken()
    qtbot.addWidget(label)
    QApplication.sendEvent(label, QEvent(QEvent.Type.User))


def test_an_exception_in_a_timer(qtbot: QtBot) -> None:
    fired: list[bool] = []

    def fire() -> None:
        fired.append(True)
        raise ValueError("in a timer")

    QTimer.singleShot(0, fire)
    qtbot.waitUntil(lambda: bool(fired))


def test_an_exception_in_a_thread() -> None:
    def run() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_an_error_in_the_log() -> None:
    logging.getLogger("ui").error("something is wrong")


def test_a_warning_of_qt() -> None:
    qWarning("something is odd")


def test_a_warning_of_python() -> None:
    warnings.warn("something is old", DeprecationWarning, stacklevel=1)


def test_a_window_left_open(qapp: QApplication) -> None:
    global left
    left = QLabel("left")
    left.setWindowFlag(Qt.WindowType.Window)
    left.show()


def test_a_thread_left_running() -> None:
    threading.Thread(target=threading.Event().wait, name="docket-left", daemon=True).start()
