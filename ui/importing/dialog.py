"""File › Import: pick a file, see what it was read as, mend that, try it, import it, and see what was rejected."""

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.breathing import Breathing
from ui.desk import Desk
from ui.importing.beside import ImportFailed, import_beside
from ui.importing.choice import Choice
from ui.importing.fields import Kind
from ui.importing.looking import Sight, look
from ui.importing.mapping_view import MappingView
from ui.importing.plan import Wishes
from ui.importing.problems import sentence
from ui.importing.questions import Questions, date_order_of, decimal_of, discount_of
from ui.importing.remembered import Reading, RememberedReadings
from ui.importing.report import Report
from ui.importing.request import Request
from ui.importing.tables import PreviewTable, RejectedTable
from ui.jobs import Cancelled, Job
from ui.widgets.field import Field
from ui.widgets.file_dialog import ask_for_file
from ui.widgets.text import label, set_tone

_SIZE = QSize(1080, 720)
_FRAME = QSize(16, 48)
"""What a window manager may put round it: the buttons have to be on the screen too."""
_FILTER = "Tables (*.csv *.txt *.tsv);;All files (*)"


class ImportDialog(QDialog):
    """Everything slow happens in a job; a newer look at the file replaces an older one."""

    def __init__(self, desk: Desk, subject: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle("Import")
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self._desk = desk
        self._remembered = RememberedReadings(desk.settings)
        self._path: Path | None = None
        self._mapping: dict[str, str] = {}
        self._sight = Sight()
        self._job: Job | None = None
        self._importing = False
        self._closing = False
        self._folder = tempfile.TemporaryDirectory(prefix="docket-import-", ignore_cleanup_errors=True)
        self._rejects = Path(self._folder.name) / "rejects.csv"
        self.destroyed.connect(self._folder.cleanup)
        self._build(subject)
        self._show_sight(Sight())

    # -- what a person does

    def take_file(self, path: Path) -> None:
        """Look at this file; what was said of another one says nothing of it."""
        if path != self._path:
            self._questions.show_answers(Reading())
        self._path = path
        self._mapping = {}
        self._file.setText(str(path))
        self._forget_rejected()
        self._look()

    def _file_typed(self) -> None:
        """A name that was typed, or pasted with its quotes, once the field is left or Enter pressed."""
        text = self._file.text().strip().strip('"')
        path = Path(text)
        if text and path != self._path:
            self.take_file(path)

    def choose_file(self) -> None:
        """Ask for a file, without holding up anything."""
        ask_for_file(self, self._desk.settings, "import_choose", "Choose a file", self.take_file, kinds=_FILTER)

    def try_it(self) -> None:
        """A dry run: everything but recording."""
        self._begin(dry_run=True)

    def import_it(self) -> None:
        """Record what is good, and remember how the file was read."""
        answers = self._questions.answers(self._mapping)
        self._remembered.keep(self._kind, self._sight.header, answers)
        self._begin(dry_run=False)

    def stop(self) -> None:
        """End what is under way; what was recorded stays."""
        if self._job is not None:
            self._job.cancel()

    def save_rejects(self) -> None:
        """Put the rejected rows where a person can mend them."""
        title, settings = "Save rejected rows", self._desk.settings
        ask_for_file(
            self, settings, "import_save_choose", title, self.save_rejects_to, kinds=_FILTER, proposed="rejects.csv"
        )

    def save_rejects_to(self, path: Path) -> None:
        """Copy the rejected rows."""
        try:
            shutil.copyfile(self._rejects, path)
        except OSError as error:
            self._say(f"The file can't be written: {error.strerror}", "bad")
        else:
            self._say(f"Rejected rows saved to {path}. Mend them there, then import that file.", "")

    def reject(self) -> None:
        """Close, after what is being recorded has come to a stop."""
        if self._job is not None:
            self._closing = True
            self.stop()
            return
        super().reject()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it stands on and no other: an import can't be taken back."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # -- looking

    @property
    def _kind(self) -> Kind:
        return Kind(self._kinds.currentData())

    def _look(self, recall: bool = True) -> None:
        if self._path is None or self._importing:
            return
        self.stop()
        self._progress.setRange(0, 0)
        wishes = self._wishes()
        self._start(
            f"Reading {self._path.name}",
            lambda job: look(wishes, Breathing(job.check)),
            partial(self._looked, wishes, recall),
        )

    def _looked(self, wishes: Wishes, recall: bool, sight: Sight) -> None:
        kept = self._remembered.recall(wishes.kind, sight.header) if recall and sight.header else None
        if kept is not None and kept != self._questions.answers(self._mapping):
            self._mapping = kept.mapping
            self._questions.show_answers(kept)
            self._show_sight(sight)
            self._look(recall=False)
            return
        self._show_sight(sight)

    def _mapped(self, field: str, column: str) -> None:
        # What nobody chose is matched anew: it may follow from what was chosen.
        self._mapping = {**self._mapping, field: column}
        self._look(recall=False)

    def _kind_chosen(self) -> None:
        self._mapping = {}
        self._forget_rejected()
        self._questions.show_kind(self._kind, self._desk.business().currency or "")
        self._look()

    def _switch_kind(self) -> None:
        """Read the file as what it looks like."""
        self._kinds.setCurrentIndex(self._kinds.findData(self._sight.looks_like))

    def _wishes(self) -> Wishes:
        assert self._path is not None
        answers: Reading = self._questions.answers(self._mapping)
        return Wishes(
            kind=self._kind,
            path=self._path,
            mapping=self._mapping,
            date_order=date_order_of(answers),
            decimal=decimal_of(answers),
            discount=discount_of(answers),
        )

    # -- importing

    def _begin(self, dry_run: bool) -> None:
        plan = self._sight.plan
        if plan is None or self._job is not None:
            return
        self._importing = True
        self._forget_rejected()
        self._say("Trying…" if dry_run else "Importing…", "")
        verb = "Trying" if dry_run else "Importing"
        wishes = replace(plan.wishes, currency=self._questions.currency, create_missing=self._questions.create_missing)
        self._start(f"{verb} {wishes.path.name}", partial(self._carry_out, wishes, dry_run), self._imported)

    def _carry_out(self, wishes: Wishes, dry_run: bool, job: Job) -> Report:
        """On the job's thread."""
        docket = self._desk.docket
        request = Request(
            data_dir=docket.data_dir,
            store=docket.address,
            wishes=wishes,
            rejects=self._rejects,
            dry_run=dry_run,
        )
        return import_beside(request, job.progressed.emit, lambda: job.cancelled)

    def _imported(self, report: Report) -> None:
        self._problems.show_problems(report.problems)
        self._tabs.setCurrentWidget(self._problems if report.problems else self._preview)
        self._save.setEnabled(self._rejects.exists())
        self._say(f"{sentence(report.summary)}.", "warn" if report.found or report.stopped else "good")

    def _forget_rejected(self) -> None:
        """What was rejected belongs to one try of one file."""
        self._rejects.unlink(missing_ok=True)
        self._problems.show_problems(())
        self._save.setEnabled(False)

    # -- jobs

    def _start(self, title: str, work: Callable[[Job], Any], then: Callable[[Any], None]) -> None:
        job = self._desk.job(title, work, partial(self._finished, then), self._failed)
        self._job = job
        job.progressed.connect(self._show_progress)
        job.ended.connect(partial(self._ended, job))
        self._enable()

    def _finished(self, then: Callable[[Any], None], answer: Any) -> None:
        if not isValid(self):
            return
        if not self._closing:
            self._importing = False
            then(answer)
        elif isinstance(answer, Report) and not answer.dry_run:
            rest = " Import the file again to complete it." if answer.stopped else ""
            self._desk.tell(f"{sentence(answer.summary)}.{rest}", tone="warn" if answer.stopped else "good")

    def _failed(self, error: Exception) -> None:
        if not isValid(self) or isinstance(error, Cancelled):
            return
        if not isinstance(error, ImportFailed | OSError):
            raise error
        self._say(sentence(str(error)), "bad")

    def _ended(self, job: Job, went_well: bool) -> None:
        if not isValid(self) or job is not self._job:
            return
        self._job = None
        self._importing = False
        self._progress.setRange(0, 1)
        self._progress.reset()
        self._enable()
        if self._closing:
            self.reject()

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    # -- showing

    def _show_sight(self, sight: Sight) -> None:
        self._sight = sight
        self._reading.setText(sentence(sight.reading) or "Pick a file whose first row names the columns.")
        self._mapping_view.show_columns(self._kind, sight.header, sight.columns)
        self._preview.show_sight(sight)
        self._tabs.setCurrentWidget(self._preview)
        if sight.looks_like is None:
            self._say(sentence(sight.problem), "bad")
        else:
            self._say(f"This looks like a file of {sight.looks_like}, not of {self._kind}.", "warn")
            self._switch.setText(f"Read it as {sight.looks_like}")
            self._switch.setAccessibleName(self._switch.text())
        self._switch.setVisible(sight.looks_like is not None)
        self._enable()

    def _say(self, text: str, tone: str) -> None:
        self._message.setText(text)
        self._message.setVisible(bool(text))
        set_tone(self._message, tone)

    def _enable(self) -> None:
        ready = self._sight.plan is not None and self._job is None
        self._try.setEnabled(ready)
        self._import.setEnabled(ready)
        self._stop.setVisible(self._importing)
        self._progress.setVisible(self._job is not None)
        for part in (self._kinds, self._file, self._browse, self._mapping_view, self._questions, self._switch):
            part.setEnabled(not self._importing)

    def _build(self, subject: str) -> None:
        self._kinds = Choice()
        for kind in Kind:
            self._kinds.addItem(kind.value.capitalize(), str(kind))
        self._kinds.setCurrentIndex(self._kinds.findData(subject))
        self._kinds.currentIndexChanged.connect(self._kind_chosen)
        self._file = QLineEdit()
        self._file.editingFinished.connect(self._file_typed)
        self._file.setPlaceholderText("A CSV file: comma, semicolon or tab, in any usual encoding")
        self._browse = _button("Choose file…", "import_browse", self.choose_file)
        self._reading = label("", "muted", name="import_reading")
        self._questions = Questions()
        self._questions.show_kind(self._kind, self._desk.business().currency or "")
        self._questions.changed.connect(partial(self._look, False))
        self._mapping_view = MappingView()
        self._mapping_view.changed.connect(self._mapped)
        self._preview = PreviewTable()
        self._problems = RejectedTable()
        self._tabs = QTabWidget()
        self._tabs.setObjectName("import_tabs")
        self._tabs.setAccessibleName("First rows and rejected")
        self._tabs.addTab(self._preview, "First rows")
        self._tabs.addTab(self._problems, "Rejected")
        self._message = label("", "strong", name="import_message", wrap=True)
        self._switch = _button("Read it as what it looks like", "import_switch", self._switch_kind)
        self._switch.setProperty("kind", "link")
        self._progress = QProgressBar()
        self._progress.setObjectName("import_progress")
        self._progress.setAccessibleName("Progress")
        self._progress.setTextVisible(False)
        self._save = _button("Save rejects…", "import_save_rejects", self.save_rejects)
        self._save.setEnabled(False)
        self._stop = _button("Stop", "import_stop", self.stop)
        self._try = _button("Dry run", "import_try", self.try_it)
        self._import = _button("Import", "import_run", self.import_it)
        self._import.setProperty("kind", "primary")
        self._lay_out()
        self._browse.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Field("What the rows are", self._kinds, "import_kind"), 1)
        top.addWidget(Field("File", self._file, "import_file"), 5)
        top.addWidget(self._browse, 0, Qt.AlignmentFlag.AlignBottom)
        split = QSplitter()
        split.addWidget(self._mapping_view)
        split.addWidget(self._tabs)
        split.setStretchFactor(1, 1)
        split.setSizes([330, 720])
        split.setChildrenCollapsible(False)
        bottom = QHBoxLayout()
        bottom.addWidget(self._save)
        bottom.addWidget(self._progress, 1)
        bottom.addStretch()
        for button in (self._stop, _button("Close", "import_close", self.reject), self._try, self._import):
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._reading)
        column.addWidget(self._questions)
        column.addWidget(split, 1)
        said = QHBoxLayout()
        said.addWidget(self._message, 1)
        said.addWidget(self._switch)
        column.addLayout(said)
        column.addLayout(bottom)


def _button(text: str, name: str, then: Callable[[], None]) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text.removesuffix("…"))
    made.clicked.connect(lambda: then())
    return made
