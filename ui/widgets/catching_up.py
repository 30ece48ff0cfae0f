"""A strip above the pages while the view is far behind or being made anew."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from readmodel.control import PipelineState
from ui import formats
from ui.widgets.text import label

FAR_BEHIND = 2000
"""Events; a projector that keeps up needs a tenth of a second for so many."""


def percent_made(state: PipelineState) -> int | None:
    """How much of the view is there, in percent, while most of it is missing; None once it is, or nearly so."""
    if state.lag <= FAR_BEHIND:
        return None
    done = state.checkpoint if state.rebuilding is None else state.rebuilding
    return done * 100 // state.log_head


class CatchingUp(QWidget):
    """Says how far it is; hidden whenever there is nothing worth waiting for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("catching_up")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        self._words = label("", "muted", name="catching_up_words")
        self._bar = QProgressBar()
        self._bar.setObjectName("catching_up_progress")
        self._bar.setAccessibleName("How far the view is")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        self.hide()

    def show_state(self, state: PipelineState) -> None:
        """Show, go on or hide."""
        done, what = state.checkpoint, "Bringing the view up to date"
        if state.rebuilding is not None:
            done, what = state.rebuilding, "Making the view anew from the log"
        waiting = not state.paused or state.rebuilding is not None
        self.setVisible(waiting and state.log_head - done > FAR_BEHIND)
        self._words.setText(f"{what}: {formats.count(done)} of {formats.count(state.log_head)} events")
        self._bar.setValue(done * 1000 // max(1, state.log_head))
