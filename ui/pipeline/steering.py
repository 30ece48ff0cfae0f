"""The switch, the slow-down slider and the pause: what makes eventual consistency something one can see."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from readmodel.control import Mode, PipelineState
from ui import formats
from ui.desk import Desk
from ui.pipeline.renewal import Renewal
from ui.theme import icon
from ui.widgets.switch import ModeSwitch
from ui.widgets.text import card, label, rule

SLOWEST_MS = 2000
SENTENCES = {
    Mode.SYNC: "Synchronous: a command answers once the read store shows it, so saving takes as long as projecting.",
    Mode.ASYNC: "Asynchronous: a command answers as soon as it is on disk, and the read store follows by itself.",
}


class Steering(QWidget):
    """Sets mode, delay and pause, and shows what is set, whoever set it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label("Projection", "section"))
        head.addStretch(1)
        self._switch = ModeSwitch("pipeline_mode")
        self._switch.chosen.connect(self._choose_mode)
        head.addWidget(self._switch)
        column.addLayout(head)
        self._sentence = label("", name="mode_sentence", wrap=True)
        column.addWidget(self._sentence)
        column.addSpacing(4)
        slow = QHBoxLayout()
        slow.setSpacing(12)
        words = label("&Slow down")
        words.setTextFormat(Qt.TextFormat.AutoText)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("slow_down")
        self._slider.setAccessibleName("Slow the projector down, in milliseconds a batch")
        self._slider.setRange(0, SLOWEST_MS)
        self._slider.setSingleStep(50)
        self._slider.setPageStep(250)
        self._slider.valueChanged.connect(self._slow_down)
        words.setBuddy(self._slider)
        self._delay = label("", "muted", name="slow_down_label")
        self._delay.setFixedWidth(self._delay.fontMetrics().horizontalAdvance("2,000 ms a batch") + 8)
        for widget in (words, self._slider, self._delay):
            slow.addWidget(widget)
        column.addLayout(slow)
        self._pause = QPushButton("Pause")
        self._pause.setObjectName("pause_projection")
        self._pause.setCheckable(True)
        self._pause.clicked.connect(self._set_paused)
        self._note = label("", "muted", name="pause_note", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._pause)
        foot.addWidget(self._note, 1)
        column.addLayout(foot)
        column.addSpacing(4)
        column.addWidget(rule())
        column.addSpacing(4)
        column.addWidget(Renewal(desk))
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(sheet)

    def show_state(self, state: PipelineState) -> None:
        """Show what is set, and what may be: where another process projects, its own window steers."""
        for widget in (self._switch, self._slider, self._pause):
            widget.setEnabled(state.projecting)
        self._switch.show_mode(state.mode)
        self._sentence.setText(SENTENCES[state.mode])
        if not self._slider.isSliderDown():
            self._slider.blockSignals(True)
            self._slider.setValue(round(state.delay * 1000))
            self._slider.blockSignals(False)
        self._delay.setText(
            f"{formats.count(self._slider.value())} ms a batch" if self._slider.value() else "not at all"
        )
        self._pause.setChecked(state.paused)
        self._pause.setText("Go on" if state.paused else "Pause")
        self._pause.setIcon(icon("play" if state.paused else "pause"))
        self._note.setText(_pause_words(state))

    def _choose_mode(self, mode: Mode) -> None:
        self._desk.control.mode = mode
        self._desk.look_at_pipeline()

    def _slow_down(self, milliseconds: int) -> None:
        self._desk.control.delay = milliseconds / 1000
        self._desk.look_at_pipeline()

    def _set_paused(self, paused: bool) -> None:
        self._desk.control.paused = paused
        self._desk.look_at_pipeline()


def _pause_words(state: PipelineState) -> str:
    if not state.projecting:
        return "Another Docket projects here; this one takes over once that ends."
    if not state.paused:
        return "Holds the asynchronous projector still; commands go on."
    if state.mode is Mode.SYNC:
        return "Paused, but in synchronous mode every command is projected all the same."
    return "Paused: what is saved now will be seen when it goes on."
