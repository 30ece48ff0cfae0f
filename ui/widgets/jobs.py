"""Running jobs in the status line: what it is, how far it is, and a way to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from ui.jobs import Job
from ui.theme import icon
from ui.widgets.text import label


class JobBar(QWidget):
    """One job's progress; it removes itself when the job has ended."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(job.title, "small"))
        self._bar = QProgressBar()
        self._bar.setObjectName("job_progress")
        self._bar.setAccessibleName(job.title)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setRange(0, 0)
        row.addWidget(self._bar)
        stop = QToolButton()
        stop.setObjectName("job_cancel")
        stop.setIcon(icon("x", "muted"))
        stop.setToolTip("Cancel")
        stop.setAccessibleName(f"Cancel: {job.title}")
        stop.clicked.connect(job.cancel)
        stop.clicked.connect(lambda: stop.setEnabled(False))
        row.addWidget(stop)
        job.progressed.connect(self._show)
        job.ended.connect(self.deleteLater)

    def _show(self, done: int, total: int) -> None:
        # QProgressBar counts in C ints; a thousandth is finer than a pixel here.
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(done * 1000 // total)
