"""A real docket under a real window, and a watch on everything that must not be left behind or go wrong unseen."""

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import main
from domain.messages import Command, Receipt
from ui import formats
from ui.collecting import GuiCollector
from ui.desk import Desk
from ui.theme import Scheme, Theme
from ui.window import Window

PATIENCE = 30
"""Seconds that anything is waited for: a machine with much else to do must not fail a test."""

_HARMLESS = ("This plugin does not support",)
"""What Qt's offscreen plugin says of itself."""


class Watch(logging.Handler):
    """Collects what must fail a test: warnings of Qt's and errors in the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"log: {record.getMessage()}")

    def on_qt(self, kind: QtMsgType, context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg and not text.startswith(_HARMLESS):
            self.seen.append(f"Qt: {text}")

    def expect(self, part: str) -> None:
        """This was to be said, exactly once or more; it no longer fails the test."""
        assert any(part in said for said in self.seen), f"{part!r} was not said, but {self.seen}"
        self.seen = [said for said in self.seen if part not in said]


@pytest.fixture(scope="session", autouse=True)
def _collector(qapp: QApplication) -> Iterator[None]:
    """Garbage is collected where the window collects it."""
    made = GuiCollector(qapp)
    yield
    made.close()


class PatientBot(QtBot):
    """Waits for as long as it takes on a machine that has much else to do; what comes at once is not waited for."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE * 1000) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE * 1000, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The keyboard, the mouse, and a patience of its own."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def watch(qapp: QApplication) -> Iterator[Watch]:
    """Warnings, logged errors, and threads or windows that outlive a test, fail it."""
    made = Watch()
    threads = set(threading.enumerate())
    windows = set(QApplication.topLevelWidgets())
    before = qInstallMessageHandler(made.on_qt)
    logging.getLogger().addHandler(made)
    yield made
    # Deletions that Qt puts off are carried out first: only what nobody deletes is a leak.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    logging.getLogger().removeHandler(made)
    qInstallMessageHandler(before)
    left = [
        thread.name for thread in threading.enumerate() if thread not in threads and thread.name.startswith("docket")
    ]
    assert left == [], "threads were left running"
    open_ = [w.objectName() for w in QApplication.topLevelWidgets() if w not in windows and w.isVisible()]
    assert open_ == [], "windows were left open"
    assert made.seen == []


@pytest.fixture(autouse=True)
def _english() -> None:
    formats.use_locale("en_US")


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The application dressed, in light."""
    made = Theme(qapp)
    made.scheme = Scheme.LIGHT
    return made


@pytest.fixture
def docket(tmp_path: Path) -> Iterator[main.Docket]:
    """An empty order desk in a directory of its own."""
    with main.open_docket(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(qapp: QApplication, docket: main.Docket) -> Iterator[Desk]:
    """The doorway to it."""
    made = Desk(docket)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def asked(desk: Desk) -> list[object]:
    """What was asked of the window."""
    made: list[object] = []
    desk.requested.connect(made.append)
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme) -> Iterator[Window]:
    """The window on it, shown."""
    made = Window(desk, theme)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def record(docket: main.Docket) -> Callable[..., Receipt]:
    """Carry commands out and wait until the read store shows them; the last one's receipt."""

    def carry_out(*commands: Command) -> Receipt:
        receipts = [docket.commands.dispatch(command).result(PATIENCE) for command in commands]
        docket.projector.wait_for(receipts[-1].position, PATIENCE)
        return receipts[-1]

    return carry_out


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window for a dialog to lie over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made
