"""The Pipeline page: command, log and read store, as it happens."""

from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from readmodel.control import PipelineState
from ui import formats
from ui.desk import Desk
from ui.pipeline.dead_letters import DeadLetters
from ui.pipeline.events import EventsPanel
from ui.pipeline.flow import FlowPicture
from ui.pipeline.meter import KEPT, SAMPLE_MS, Meter
from ui.pipeline.steering import Steering
from ui.widgets.sparkline import Sparkline
from ui.widgets.text import card, label


class PipelinePage(QWidget):
    """Takes samples from when it is first opened, so that the last minute is there whenever somebody comes to look."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("pipeline_page")
        self._desk = desk
        self._meter = Meter()
        self._listed = -1
        self._flow = FlowPicture()
        self._steering = Steering(desk)
        self._lag = label("", "figure", name="pipeline_lag")
        self._line = Sparkline("Events behind, over the last minute", KEPT)
        self._line.setObjectName("lag_line")
        self._letters = DeadLetters(desk)
        self._events = EventsPanel(desk)
        self._lay_out()
        self._clock = QTimer(self, interval=SAMPLE_MS)
        self._clock.timeout.connect(self._sample)
        desk.pipeline.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._sample()
        if not self._clock.isActive():
            self._clock.start()

    def _sample(self) -> None:
        state = self._desk.control.state()
        # The line at the window's foot has to say the same, also of what another process records.
        self._desk.look_at_pipeline(anew=False)
        self._meter.take(state, monotonic())
        if not self.isVisible():
            return
        self._line.show_values(self._meter.lags)
        self._show(state)
        if state.log_head != self._listed:
            self._listed = state.log_head
            self._events.look_again()

    def _show(self, state: PipelineState) -> None:
        if not self.isVisible():
            return
        self._flow.show_flow(state, self._meter.recorded_per_second, self._meter.projected_per_second)
        self._steering.show_state(state)
        self._letters.show_state(state)
        self._lag.setText(formats.count(state.lag))

    def _lay_out(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(label("Pipeline", "heading"))
        column.addWidget(
            label(
                "Every change is a command, recorded as events in the log. The log brings what you see up to date.",
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self._flow)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._lag_card(), 1)
        row.addWidget(self._steering, 1)
        column.addLayout(row)
        column.addWidget(self._letters)
        column.addWidget(self._events_card(), 1)
        area = QScrollArea()
        area.setObjectName("pipeline_sheet")
        area.setAccessibleName("Pipeline")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _lag_card(self) -> QWidget:
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label("Events behind", "section"))
        head.addStretch(1)
        head.addWidget(label("the last minute", "small"))
        column.addLayout(head)
        column.addWidget(self._lag)
        column.addWidget(self._line, 1)
        return sheet

    def _events_card(self) -> QWidget:
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(1, 14, 1, 1)
        column.setSpacing(6)
        column.addWidget(self._events, 1)
        return sheet
