"""The log as a list: newest events first, whole, of one stream, or of one type."""

import re
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from domain.handlers import EVENTS
from domain.instants import local_time
from readmodel.pipeline.event_list import COLUMNS
from ui import formats
from ui.desk import Desk
from ui.intents import ShowRecord
from ui.table.columns import ShownRow, TableColumn
from ui.table.within import InnerKind, InnerList
from ui.theme import icon
from ui.widgets.text import label

_ANY: Final = "Any event"
_SUBJECTS: Final = {"order": "order", "customer": "customer", "product": "product", "stock": "product"}


class EventsList(InnerList):
    """The events; Enter or a double click goes to the record that one is about."""

    of_stream = Signal(str)
    """Only the events of this stream are wanted."""
    of_type = Signal(str)
    """Only the events of this type are wanted."""

    def __init__(self, desk: Desk) -> None:
        kind = InnerKind(
            list="events",
            subject="event",
            title="Events",
            nouns=("event", "events"),
            names=COLUMNS,
            columns=_columns(desk),
            sort="recorded",
            falling=True,
            empty="Nothing is recorded yet. Every change will stand here, newest first.",
        )
        super().__init__(desk, kind)
        self.nothing.setContentsMargins(16, 0, 16, 16)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.table.setMinimumHeight(260)

    def fit(self, rows: int) -> None:
        """It takes whatever room there is."""

    def when_empty(self) -> str:
        if self._filters:
            return "No events of this type. Those that are not projected yet are not found by it."
        return "No events of this stream." if self.of else super().when_empty()

    def open_row(self, row: ShownRow) -> None:
        kind, _, id = str(row.raw["stream"]).partition("-")
        if kind in _SUBJECTS:
            self.desk.request(ShowRecord(_SUBJECTS[kind], id))

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        stream, kind = str(row.raw["stream"]), str(row.raw["type"])
        subject = _SUBJECTS.get(stream.partition("-")[0], "")
        show = menu.addAction(icon("arrow-square-out"), f"Show {subject or 'record'}")
        show.setObjectName("event_record")
        show.setEnabled(bool(subject))
        show.triggered.connect(lambda: self.open_row(row))
        only_stream = menu.addAction("Only events of this stream")
        only_stream.setObjectName("event_stream")
        only_stream.triggered.connect(lambda: self.of_stream.emit(stream))
        only_type = menu.addAction(f"Only events “{words_of(kind)}”")
        only_type.setObjectName("event_type")
        only_type.triggered.connect(lambda: self.of_type.emit(kind))


class EventsPanel(QWidget):
    """The list with what narrows it down: a type of event, or a stream."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.list = EventsList(desk)
        self.types = QComboBox()
        self.types.setObjectName("events_type")
        self.types.setAccessibleName("Type of event")
        self.types.addItem(_ANY, "")
        for name in sorted(event.__name__ for event in EVENTS):
            self.types.addItem(words_of(name), name)
        self.stream = QPushButton()
        self.stream.setObjectName("events_stream")
        self.stream.setAccessibleName("Take the filter by stream away")
        self.stream.setIcon(icon("x", "muted"))
        self.stream.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.stream.hide()
        goto = QPushButton("Go to…")
        goto.setObjectName("events_goto")
        goto.clicked.connect(self.list.table.open_goto)
        self._stream = ""
        head = QHBoxLayout()
        head.setContentsMargins(15, 0, 15, 0)
        head.setSpacing(8)
        head.addWidget(label("Events", "section"))
        head.addStretch(1)
        head.addWidget(self.stream)
        head.addWidget(self.types)
        head.addWidget(goto)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.types.currentIndexChanged.connect(self._choose_type)
        self.stream.clicked.connect(lambda: self.show_stream(""))
        # Until the business is known, times are read off this machine's clock.
        desk.business_known.connect(self._show)
        self.list.of_stream.connect(self.show_stream)
        self.list.of_type.connect(lambda name: self.types.setCurrentIndex(self.types.findData(name)))

    def look_again(self) -> None:
        """Something was recorded."""
        if self.list.model.view is None:
            self._show()
        else:
            self.list.follower.look_again_soon()

    def show_stream(self, stream: str) -> None:
        """Show the events of one stream, or with none of all."""
        self._stream = stream
        self.stream.setVisible(bool(stream))
        self.stream.setText(stream if len(stream) < 24 else f"{stream[:21]}…")
        self.stream.setToolTip(stream)
        self.stream.setAccessibleName(f"Stream {stream}: take this filter away")
        if stream:
            self.types.blockSignals(True)
            self.types.setCurrentIndex(0)
            self.types.blockSignals(False)
        self._show()

    def _choose_type(self) -> None:
        if self.types.currentData():
            self.show_stream("")
        else:
            self._show()

    def _show(self) -> None:
        chosen = str(self.types.currentData() or "")
        self.list.show_of(self._stream, (chosen,) if chosen else ())


def words_of(type_name: str) -> str:
    """The name of a type of event as a phrase: ``OrderPlaced`` is “Order placed”."""
    parts = re.findall(r"[A-Z][a-z0-9]*", type_name)
    return " ".join(parts).capitalize()


def _columns(desk: Desk) -> tuple[TableColumn, ...]:
    return (
        TableColumn(
            name="position",
            title="Position",
            width=96,
            sort="recorded",
            dates="instants",
            falling=True,
            figures=True,
            show=lambda raw: formats.count(raw["position"]),
        ),
        TableColumn(
            name="recorded_at",
            title="Recorded",
            width=192,
            dates="instants",
            sort="recorded",
            falling=True,
            show=lambda raw: _recorded(raw["recorded_at"], desk),
        ),
        TableColumn(name="type", title="Event", width=160, strong=True, show=lambda raw: words_of(raw["type"])),
        TableColumn(name="stream", title="Stream", width=140, grows=True),
        TableColumn(
            name="version",
            title="Version",
            width=70,
            figures=True,
            wide=724,
            show=lambda raw: formats.count(raw["version"]),
        ),
        TableColumn(name="actor", title="By", width=90, wide=654),
    )


def _recorded(instant: int, desk: Desk) -> str:
    zone = desk.time_zone()
    return f"{formats.day(local_time(instant, zone).date())} {formats.time_of_day(instant, zone)}"
