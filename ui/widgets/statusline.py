"""The line at the window's foot: whether the view is up to date, where the log stands, what runs, and the switch."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from readmodel.control import PipelineState
from ui import formats
from ui.jobs import Job
from ui.theme import tokens
from ui.widgets.jobs import JobBar
from ui.widgets.switch import ModeSwitch
from ui.widgets.text import label

SAVED_BUT_LATE = "Saved; the view is still updating"


class Dot(QWidget):
    """A small round mark in a tone; the words beside it say the same."""

    def __init__(self, tone: str = "good") -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(8, 8)

    def show_tone(self, tone: str) -> None:
        """Change its colour."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(getattr(tokens(), self._tone)))
        painter.drawEllipse(self.rect())
        painter.end()


class StatusLine(QWidget):
    """Shows a PipelineState; ``mode_chosen`` says what the person switched to."""

    mode_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status_line")
        self.setFixedHeight(34)
        self._late = False
        self._state: PipelineState | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        self._dot = Dot()
        self._words = label("", name="status_words")
        self._lag = label("", "muted", name="lag_label")
        self._log = label("", "muted", name="log_label")
        self._switch = ModeSwitch("projection_mode")
        self._switch.setToolTip(
            "Sync: a command answers when the view shows it. Async: it answers once saved, and the view follows."
        )
        self._switch.chosen.connect(self.mode_chosen)
        self._jobs = QHBoxLayout()
        self._jobs.setSpacing(16)
        for widget in (self._dot, self._words):
            row.addWidget(widget)
        row.addSpacing(16)
        for widget in (self._lag, self._log):
            row.addWidget(widget)
        row.addStretch(1)
        row.addLayout(self._jobs)
        row.addSpacing(16)
        row.addWidget(self._switch)

    def show_state(self, state: PipelineState) -> None:
        """Bring the line up to date."""
        self._state = state
        self._lag.setText(f"{formats.count(state.lag)} behind" if state.looked else "")
        self._log.setText(f"log {formats.count(state.log_head)}" if state.looked else "")
        self._switch.show_mode(state.mode)
        self._switch.setEnabled(state.projecting)
        self._say()

    def show_late(self, late: bool) -> None:
        """Say, or no longer say, that something saved is not to be seen yet."""
        self._late = late
        self._say()

    def add_job(self, job: Job) -> None:
        """Show a job until it ends."""
        self._jobs.addWidget(JobBar(job))

    def _say(self) -> None:
        tone, words = status_of(self._state, self._late)
        self._dot.show_tone(tone)
        self._words.setText(words)


def status_of(state: PipelineState | None, late: bool) -> tuple[str, str]:
    """Tone and words for where the projection stands."""
    if state is None:
        return "info", "Starting"
    if late and not state.held:
        return "warn", SAVED_BUT_LATE
    if state.failure:
        return "bad", "The view can't be updated"
    if not state.looked:
        return "info", "Looking whether the view is up to date…"
    if state.rebuilding is not None:
        return "info", "Rebuilding the view"
    if not state.projecting and state.lag:
        return "info", "Another Docket is bringing the view up to date"
    if state.held:
        return "warn", "Paused"
    if state.dead_letters:
        number = len(state.dead_letters)
        return "bad", f"{formats.count(number)} event{'s' if number > 1 else ''} could not be applied"
    if state.lag:
        return "info", "Catching up"
    return "good", "Up to date"
