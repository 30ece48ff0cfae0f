"""Make the read store anew, or check it against the log; people go on working meanwhile."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from readmodel.control import Progress
from ui import formats
from ui.desk import Desk
from ui.jobs import Cancelled, Job
from ui.theme import icon
from ui.widgets.text import label, set_tone

_SHOWN = 20


class Renewal(QWidget):
    """Two buttons and what came of them; progress and cancel are in the status line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._rebuild = QPushButton("Rebuild the view")
        self._rebuild.setObjectName("rebuild")
        self._rebuild.setIcon(icon("arrows-clockwise"))
        self._rebuild.clicked.connect(self._start_rebuild)
        self._verify = QPushButton("Check it against the log")
        self._verify.setObjectName("verify")
        self._verify.setIcon(icon("check-square"))
        self._verify.clicked.connect(self._start_verify)
        for button in (self._rebuild, self._verify):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._said = label("", "muted", name="renewal_result", wrap=True)
        self._said.hide()
        column.addWidget(self._said)

    def _start_rebuild(self) -> None:
        rebuild = self._desk.control.rebuild

        def work(job: Job) -> None:
            rebuild(_progress(job))

        self._begin()
        self._desk.job("Rebuilding the view", work, lambda _: self._say("The view was made anew.", ""), self._failed)

    def _start_verify(self) -> None:
        verify = self._desk.control.verify

        def work(job: Job) -> tuple[str, ...]:
            return verify(_progress(job))

        self._begin()
        self._desk.job("Checking the view", work, self._verified, self._failed)

    def _verified(self, differences: tuple[str, ...]) -> None:
        if not differences:
            self._say(f"No difference between the view and the log.{self._left_out()}", "good")
            return
        more = len(differences) - _SHOWN
        lines = [
            f"{formats.count(len(differences))} differences; a rebuild mends them.{self._left_out()}",
            *differences[:_SHOWN],
        ]
        self._say("\n".join([*lines, f"… and {formats.count(more)} more"] if more > 0 else lines), "bad")

    def _left_out(self) -> str:
        number = len(self._desk.control.state().skips)
        if not number:
            return ""
        return (
            " One event is left out of it." if number == 1 else f" {formats.count(number)} events are left out of it."
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._say("Cancelled; the view is as it was.", "")
        else:
            self._say(f"It did not work, and the view is as it was: {error}", "bad")

    def _begin(self) -> None:
        for button in (self._rebuild, self._verify):
            button.setEnabled(False)
        self._said.hide()

    def _say(self, words: str, tone: str) -> None:
        for button in (self._rebuild, self._verify):
            button.setEnabled(True)
        set_tone(self._said, tone)
        self._said.setText(words)
        self._said.show()


def _progress(job: Job) -> Progress:
    return lambda done, total: job.report(done, total)
