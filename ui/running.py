"""The application while it runs: everything Qt that exists once per process."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from babel import UnknownLocaleError
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

import ui.plain_imports  # noqa: F401  before all else of ours, or PySide6 reads the source of it
from ui import formats
from ui.collecting import GuiCollector
from ui.crash import CrashGuard, log_to_file
from ui.desk import Desk, Docket
from ui.instance import Instance
from ui.qtlog import log_qt_messages
from ui.theme import Theme, icon
from ui.window import Window

_LOOK_MS = 60
_MOST_LOOKS = 16
_SETTLED_MS = 3000


class Running:
    """Builds the application round a docket, and takes it down again; ``page`` is shown instead of the last one."""

    def __init__(self, docket: Docket, page: str = "") -> None:
        found = QApplication.instance()
        self._app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        self._collector = GuiCollector(self._app)
        self._app.setApplicationName("Docket")
        self._app.setDesktopFileName("docket")
        _speak_the_systems_language()
        self._logging = log_to_file(docket.data_dir)
        self._stop_logging_qt = log_qt_messages()
        self._guard = CrashGuard(docket.data_dir, self._app)
        self._instance = Instance(docket.data_dir, self._app)
        self.desk = Desk(docket)
        self._theme = Theme(self._app, self.desk.settings)
        self._app.setWindowIcon(icon("receipt-fill", "accent"))
        self.window = Window(self.desk, self._theme)
        self._guard.watch_over(self.window)
        self._instance.called.connect(self.window.come_forward)
        if page:
            self.window.show_page(page)
        self._looks = self._calm_looks = 0
        self._calm = QTimer(interval=_LOOK_MS)
        self._calm.timeout.connect(self._follow_once_calm)

    def stay(self) -> int:
        """Show the window and run until it is closed."""
        self.window.show()
        self._calm.start()
        # Python sees a signal only between its own instructions; the timer gives it some.
        alive = QTimer()
        alive.timeout.connect(lambda: None)
        alive.start(500)
        with self._closed_by(signal.SIGINT), self._closed_by(signal.SIGTERM):
            try:
                return self._app.exec()
            finally:
                alive.stop()
                self._calm.stop()
                self.close()

    @contextmanager
    def _closed_by(self, number: signal.Signals) -> Iterator[None]:
        """Meanwhile a signal closes the window, as a person does; once it is gone there is none to be closed."""
        before = signal.signal(number, lambda *_: self.window.close())
        try:
            yield
        finally:
            signal.signal(number, before)

    def _follow_once_calm(self) -> None:
        """Begin to follow the log once the first page is painted: that needs SQLAlchemy, which is long to import.

        Nothing asked for at two looks in a row means that the page is there; what takes very long is not waited for.
        """
        self._looks += 1
        self._calm_looks = 0 if self.desk.reading else self._calm_looks + 1
        if self._calm_looks == 2 or self._looks == _MOST_LOOKS:
            self._calm.stop()
            self.desk.control.start()
            QTimer.singleShot(_SETTLED_MS, self._collector, self._collector.keep_all)

    def close(self) -> None:
        """Intake stops first, then what listens, then the window."""
        self._instance.close()
        self.desk.close()
        self.window.deleteLater()
        self._guard.close()
        self._collector.close()
        self._stop_logging_qt()
        logging.getLogger().removeHandler(self._logging)
        self._logging.close()


def _speak_the_systems_language() -> None:
    try:
        formats.use_locale(QLocale.system().name())
    except (UnknownLocaleError, ValueError):
        formats.use_locale("en_US")
