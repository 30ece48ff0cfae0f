"""The newest events of the log, as they come in."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from domain.messages import Recorded
from ui import formats
from ui.theme import row_height

NEWEST = 50
_Index = QModelIndex | QPersistentModelIndex
_HEADS = ("Position", "Time", "Event", "Stream", "By")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Row = tuple[str, ...]


def row_of(recorded: Recorded, time_zone: str) -> Row:
    """An event in the form it is listed in."""
    return (
        formats.count(recorded.position),
        formats.time_of_day(recorded.recorded_at, time_zone),
        type(recorded.event).__name__,
        recorded.stream,
        recorded.actor,
    )


class EventsModel(QAbstractTableModel):
    """A few dozen rows that are replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """List these instead."""
        if rows == self._rows:
            return
        before, after = len(self._rows), len(rows)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self._rows = rows
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self._rows = rows
            self.endRemoveRows()
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, len(_HEADS) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _HEADS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section == 0 else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class EventsTable(QTableView):
    """The table over that model."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("newest_events")
        self.setAccessibleName("Newest events")
        self.rows = EventsModel(self)
        self.setModel(self.rows)
        self.setProperty("role", "plain")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.use_row_height()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for column, width in enumerate((96, 84, 150, 260, 90)):
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def use_row_height(self) -> None:
        """Make rows as high as the theme has them now."""
        self.verticalHeader().setDefaultSectionSize(row_height())
