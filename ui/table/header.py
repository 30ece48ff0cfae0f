"""The table's head: sorting by a click, and columns that are chosen, moved, sized and remembered."""

import msgspec
from PySide6.QtCore import QItemSelectionModel, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from ui.table.model import ListModel


class _Left(msgspec.Struct, array_like=True):
    """How a person left a column."""

    name: str
    width: int
    hidden: bool


class TableHeader(QHeaderView):
    """Asks for an order by ``sort_asked``; the sort it shows is set by ``show_sort``."""

    sort_asked = Signal(str, bool)
    """The name of a sort, and whether it falls."""

    def __init__(self, model: ListModel, settings: QSettings, name: str, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._columns = model.columns
        self._settings = settings
        self._key = f"lists/{name}/columns"
        self.setModel(model)
        # Its own selection: sharing the table's, it asks every cell of a column whether it is selected, which takes
        # thirteen seconds for a million rows when all of them are.
        self._own_selection = QItemSelectionModel(model, self)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(40)
        self.setResizeContentsPrecision(0)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.open_menu(self.mapToGlobal(place)))
        self.sectionClicked.connect(self._ask_for_sort)
        self._restore()
        self._save_timer = QTimer(self, singleShot=True, interval=300)
        self._save_timer.timeout.connect(self._save)
        self.sectionResized.connect(lambda: self._save_timer.start())
        self.sectionMoved.connect(lambda: self._save_timer.start())
        self._sort, self._falls = "", False

    def use_own_selection(self) -> None:
        """To be called after the table was given its selection, which it hands to its heads too."""
        self.setSelectionModel(self._own_selection)

    def show_sort(self, sort: str, falls: bool) -> None:
        """Show by which column rows are sorted."""
        self._sort, self._falls = sort, falls
        self._model.name_sort(sort, falls)

    def shown_sections(self) -> list[int]:
        """The columns that can be seen, from left to right."""
        order = [self.logicalIndex(visual) for visual in range(self.count())]
        return [section for section in order if not self.isSectionHidden(section)]

    def open_menu(self, place: QPoint) -> None:
        """Let the person choose columns."""
        menu = QMenu(self)
        menu.setObjectName("column_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for section, column in enumerate(self._columns):
            action = menu.addAction(column.title)
            action.setObjectName(f"column_{column.name}")
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(section))
            action.toggled.connect(lambda shown, section=section: self._show_section(section, shown))
        menu.addSeparator()
        reset = menu.addAction("Reset columns")
        reset.setObjectName("columns_reset")
        reset.triggered.connect(self.forget_layout)
        menu.popup(place)

    def forget_layout(self) -> None:
        """Columns as they were at first."""
        for section, column in enumerate(self._columns):
            self.moveSection(self.visualIndex(section), section)
            self.resizeSection(section, column.width)
            self.setSectionHidden(section, column.hidden)
        self._save()

    def _show_section(self, section: int, shown: bool) -> None:
        if shown or len(self.shown_sections()) > 1:
            self.setSectionHidden(section, not shown)
            self._save()

    def _ask_for_sort(self, section: int) -> None:
        column = self._columns[section]
        if not column.sort:
            return
        falls = not self._falls if column.sort == self._sort else column.falling
        self.show_sort(column.sort, falls)
        self.sort_asked.emit(column.sort, falls)

    def _restore(self) -> None:
        """Lay columns out as they were left; one that is new since then stands where it was declared."""
        try:
            left = msgspec.json.decode(str(self._settings.value(self._key, "")), type=list[_Left])
        except msgspec.DecodeError:
            left = []
        sections = {column.name: section for section, column in enumerate(self._columns)}
        for section, column in enumerate(self._columns):
            self.resizeSection(section, column.width)
            self.setSectionHidden(section, column.hidden)
        for place, kept in enumerate(kept for kept in left if kept.name in sections):
            section = sections[kept.name]
            self.moveSection(self.visualIndex(section), place)
            self.resizeSection(section, max(kept.width, self.minimumSectionSize()))
            self.setSectionHidden(section, kept.hidden)

    def _save(self) -> None:
        order = [self.logicalIndex(visual) for visual in range(self.count())]
        left = []
        for section in order:
            hidden = self.isSectionHidden(section)
            # A hidden section has no width; showing it gives it the declared one back.
            width = self._columns[section].width if hidden else self.sectionSize(section)
            left.append(_Left(self._columns[section].name, width, hidden))
        self._settings.setValue(self._key, msgspec.json.encode(left).decode())
