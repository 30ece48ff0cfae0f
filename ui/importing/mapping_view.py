"""The fields of an import and the columns they come from, to be corrected."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from ui.importing.choice import Choice
from ui.importing.fields import Kind, fields_of, title_of
from ui.importing.matching import column_name
from ui.widgets.text import clear_layout, label

_COLUMNS_OFFERED = 500


class MappingView(QScrollArea):
    """A choice per field."""

    changed = Signal(str, str)
    """A field and its column as ``#3``, or empty for none: what a person chose, and only that."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_mapping")
        self.setAccessibleName("Which column holds what")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(inner)
        self._choices: dict[str, Choice] = {}
        self._kind: Kind | None = None
        self._header: tuple[str, ...] = ()

    def show_columns(self, kind: Kind, header: tuple[str, ...], columns: Mapping[str, int]) -> None:
        """Offer the file's columns and choose those that were matched."""
        fresh = kind is not self._kind
        if fresh:
            self._kind = kind
            self._build(kind)
        offered = [column_name(header, index) for index in range(min(len(header), _COLUMNS_OFFERED))]
        for name, choice in self._choices.items():
            choice.blockSignals(True)
            if fresh or header != self._header:
                choice.clear()
                choice.addItem("–", -1)
                for index, column in enumerate(offered):
                    choice.addItem(column, index)
            choice.setCurrentIndex(choice.findData(columns.get(name, -1)))
            choice.blockSignals(False)
        self._header = header

    def _tell(self, name: str) -> None:
        column = self._choices[name].currentData()
        self.changed.emit(name, f"#{column + 1}" if column >= 0 else "")

    def _build(self, kind: Kind) -> None:
        """A choice for every field; making widgets takes a while, so they stay for every file of this kind."""
        for choice in self._choices.values():
            # Until Qt deletes them the old choices would still be found by the names of the new ones.
            choice.setObjectName("")
        clear_layout(self._grid)
        self._choices = {}
        for place, field in enumerate(fields_of(kind)):
            choice = Choice()
            choice.setObjectName(f"import_map_{field.name}")
            title = title_of(field.name)
            choice.setAccessibleName(f"Column for {title}")
            choice.setMinimumContentsLength(14)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.currentIndexChanged.connect(lambda _, name=field.name: self._tell(name))
            name = label(f"{title} *" if field.needed else title)
            name.setBuddy(choice)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(choice, place, 1)
            self._choices[field.name] = choice
        self._grid.setRowStretch(len(self._choices), 1)
