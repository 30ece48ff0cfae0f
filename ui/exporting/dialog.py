"""File › Export: what, how and where to; the writing goes on in the status line."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import formats
from ui.breathing import Breathing
from ui.desk import Desk, Docket
from ui.exporting.subjects import Format, Subject
from ui.jobs import Cancelled, Job
from ui.widgets.file_dialog import ask_for_file
from ui.widgets.text import label

_SUBJECTS = {
    Subject.ORDERS: "Orders, a row per line",
    Subject.LINES: "Order lines",
    Subject.CUSTOMERS: "Customers",
    Subject.PRODUCTS: "Products",
    Subject.EVENTS: "Events of the log",
}
_FORMATS = {Format.CSV: "CSV, a table for spreadsheets", Format.JSONL: "JSON, one object per line"}
_REPORT_EVERY = 100


class ExportDialog(QDialog):
    """Asks two things and for a file, and leaves the rest to a job."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle("Export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._subject = _choice("export_subject", {str(key): text for key, text in _SUBJECTS.items()})
        self._format = _choice("export_format", {str(key): text for key, text in _FORMATS.items()})
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (words, box) in enumerate((("What", self._subject), ("As", self._format))):
            name = label(words)
            name.setBuddy(box)
            box.setAccessibleName(words)
            grid.addWidget(name, row, 0)
            grid.addWidget(box, row, 1)
        go_on = QPushButton("Choose a file…")
        go_on.setObjectName("export_choose")
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self._choose_file)
        leave = QPushButton("Cancel")
        leave.setObjectName("export_cancel")
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(20)
        column.addLayout(grid)
        column.addLayout(foot)
        self.setMinimumWidth(420)

    def export_to(self, path: Path) -> None:
        """Write what is chosen to a file, in the background, and close."""
        subject, format_ = Subject(self._subject.currentData()), Format(self._format.currentData())
        docket, desk = self._desk.docket, self._desk

        def done(written: int) -> None:
            desk.tell(f"Exported {subject} to {path.name}, {formats.count(written)} in all.", tone="good")

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                desk.tell(f"Not exported: {path.name} can't be written ({error}).", tone="bad")

        desk.job(f"Exporting {subject}", lambda job: _write(docket, path, subject, format_, job), done, failed)
        self.accept()

    def _choose_file(self) -> None:
        subject, format_ = self._subject.currentData(), self._format.currentData()
        proposed = f"{subject}.{format_}"
        ask_for_file(self, self._desk.settings, "export_file", "Export to", self.export_to, proposed=proposed)


def _write(docket: Docket, path: Path, subject: Subject, format_: Format, job: Job) -> int:
    from ui.exporting.exporting import export_to_file

    breathe = Breathing(job.check)

    def report(done: int) -> None:
        breathe()
        if done % _REPORT_EVERY == 0:
            job.report(done)

    try:
        return export_to_file(path, subject, format_, docket.queries, docket.log, report)
    finally:
        docket.queries.close_thread()


def _choice(name: str, texts: dict[str, str]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    for value, text in texts.items():
        box.addItem(text, value)
    return box
