"""What happens when our own code fails: the log file and a report say where, and the person goes on working.

A report holds where in the program it happened and never what was being worked on: no values, no message texts.
"""

import logging
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)

LOG_FILE = "docket.log"
KEPT_REPORTS = 20


def log_to_file(data_dir: Path) -> logging.Handler:
    """Write the log of this run into the data directory, in at most three files of a megabyte."""
    handler = RotatingFileHandler(
        data_dir / LOG_FILE,
        maxBytes=1_000_000,
        backupCount=2,
        encoding="utf-8",
        delay=True,
        # Names of files may hold bytes that are no text, and so may what the system says of them.
        errors="backslashreplace",
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or logging.WARNING, logging.WARNING))
    return handler


class CrashGuard(QObject):
    """Catches what nobody else caught, in slots, virtual methods, timers and threads, and reports it once per place."""

    _caught = Signal(str, object)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_dir / "crashes"
        self._window: QWidget | None = None
        self._told: set[str] = set()
        self._box: QWidget | None = None
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._previous = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def watch_over(self, window: QWidget) -> None:
        """Show what happened over this window."""
        self._window = window

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._previous

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, kind(), trace)
            return
        _log.critical("unexpected %s\n%s", kind.__name__, _places(trace))
        where = _places(trace)
        report = self._write(kind, where)
        self._caught.emit(f"{kind.__name__}\n{where}", report)

    def _write(self, kind: type[BaseException], where: str) -> Path | None:
        now = datetime.now(UTC)
        file = self._folder / f"{now:%Y%m%d-%H%M%S-%f}.txt"
        text = (
            f"{now:%Y-%m-%d %H:%M:%S} UTC\n{kind.__module__}.{kind.__qualname__}\n\n{where}\n"
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n"
        )
        try:
            self._folder.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            for old in sorted(self._folder.glob("*.txt"))[:-KEPT_REPORTS]:
                old.unlink()
        except OSError:
            _log.exception("the crash report could not be written")
            return None
        return file

    def _tell(self, place: str, report: Path | None) -> None:
        if place in self._told:
            return
        self._told.add(place)
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setObjectName("crash_dialog")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Docket")
        box.setText("Something went wrong in Docket.")
        kept = f"A report without customer data is in {report}." if report else ""
        box.setInformativeText(f"What you entered is kept, and you can go on working. {kept}")
        box.setDetailedText(place)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        # Without a window to belong to, nothing else keeps it alive.
        self._box = box


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return "\n".join(f"  {Path(f.filename).name}:{f.lineno} in {f.name}" for f in frames) + "\n"
