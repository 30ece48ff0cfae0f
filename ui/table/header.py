"""The table's head: sorting by click or key, and columns that are chosen, moved, sized and remembered."""

import msgspec
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QHideEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QStyle, QStyleOptionHeader, QWidget

from ui.table.columns import TableColumn
from ui.table.model import ListModel, TitleRole
from ui.theme import tokens
from ui.widgets.keys import asks_for_menu

_STEP = 12
"""Pixels by which a key sizes a column."""

_EASE = 1.3
"""How many times its least width a growing column gets before what stands beside the table takes the rest."""


class Left(msgspec.Struct, array_like=True, frozen=True):
    """How a person left a column: ``decided`` if they hid or showed it, ``sized`` if they gave it its width."""

    name: str
    width: int
    hidden: bool
    decided: bool = False
    sized: bool = False


class TableHeader(QHeaderView):
    """Asks for an order by ``sort_asked``; the sort it shows is set by ``show_sort``.

    With the keyboard: Left and Right go from head to head, Enter sorts, Alt with them moves a column, Ctrl sizes it,
    Down goes back to the rows.
    """

    sort_asked = Signal(str, bool)
    """The name of a sort, and whether it falls."""

    def __init__(self, model: ListModel, settings: QSettings, name: str, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = parent
        self._model = model
        self._columns = model.columns
        self._settings = settings
        self._key = _key(name)
        self._decided: set[str] = set()
        self._sized: set[str] = set()
        self._widened: set[int] = set()
        self._fitting = False
        self._focused = 0
        self.setObjectName(f"{name}_head")
        self.setAccessibleName("Column heads")
        self.setModel(model)
        # Its own selection: sharing the table's, it asks every cell of a column whether it is selected, which takes
        # thirteen seconds for a million rows when all of them are.
        self._own_selection = QItemSelectionModel(model, self)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(40)
        # A double click on a border makes a column as wide as what is in sight needs.
        self.setResizeContentsPrecision(0)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.open_menu(self.mapToGlobal(place)))
        self.sectionClicked.connect(self._ask_for_sort)
        self._save_timer = QTimer(self, singleShot=True, interval=300)
        self._save_timer.timeout.connect(self._save)
        self._sort, self._falls = "", False
        self._restore()
        self.sectionResized.connect(self._on_resized)
        self.sectionMoved.connect(lambda: self._save_timer.start())
        self.sectionMoved.connect(self._name_sort)

    def use_own_selection(self) -> None:
        """To be called after the table was given its selection, which it hands to its heads too."""
        self.setSelectionModel(self._own_selection)

    def show_sort(self, sort: str, falls: bool) -> None:
        """Show by which column rows are sorted."""
        self._sort, self._falls = sort, falls
        self._fit()

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
        self._decided.clear()
        self._sized.clear()
        self._lay_out(())
        self._fit()
        self._save()

    def good_width(self, most: int) -> int:
        """The pixels in which a table that may have ``most`` stands well: what grows has room for longer words."""
        shown = [column for column in self._columns if not column.hidden and column.wide <= most]
        return min(sum(round(column.width * (_EASE if column.grows else 1)) for column in shown), most)

    def show_layout_of(self, place: str) -> None:
        """Lay columns out as they were left in a place: a list or, by another name, a view of it."""
        if self._key != _key(place):
            if self._save_timer.isActive():
                self._save()
            self._key = _key(place)
            self._restore()
            self._fit()

    def widen(self, section: int, width: int) -> None:
        """Give a number the room that it needs, unless a person has sized its column."""
        if self._columns[section].name not in self._sized and self.sectionSize(section) < width:
            self._widened.add(section)
            self._fitting = True
            self.resizeSection(section, width)
            self._fit()

    def narrow(self) -> None:
        """Take back the room that large numbers were given, once others come in their place."""
        self._fitting = True
        for section in self._widened:
            if self._columns[section].name not in self._sized:
                self.resizeSection(section, self._columns[section].width)
        self._widened.clear()
        self._fit()

    def keep_layout_as(self, place: str) -> None:
        """Remember columns for a place from now on, beginning with how they are."""
        self._key = _key(place)
        self._save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the heads, sort, move and size."""
        along = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        shown = self.shown_sections()
        at = shown.index(self._focused) if self._focused in shown else 0
        to = min(max(at + along, 0), len(shown) - 1)
        section = shown[at]
        if along and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moveSection(self.visualIndex(section), self.visualIndex(shown[to]))
        elif along and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resizeSection(section, max(self.minimumSectionSize(), self.sectionSize(section) + along * _STEP))
        elif along:
            self._focus_section(shown[to])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask_for_sort(section)
        elif event.key() == Qt.Key.Key_Down:
            self._table.setFocus()
        elif asks_for_menu(event):
            self.open_menu(self.mapToGlobal(QPoint(self.sectionViewportPosition(section), self.height())))
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        shown = self.shown_sections()
        self._focus_section(self._focused if self._focused in shown else shown[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        """Where there is no room for all of a title, its words give way to the arrow behind them."""
        super().initStyleOptionForIndex(option, section)
        shown = str(self._model.headerData(section, Qt.Orientation.Horizontal))
        title = str(self._model.headerData(section, Qt.Orientation.Horizontal, TitleRole))
        if arrow := shown.removeprefix(title):
            option.rect = QRect(0, 0, self.sectionSize(section), self.height())
            label = self.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, option, self)
            option.text = _elided(title, arrow, option.fontMetrics, label.width())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Underline the head that the keyboard is at."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self.hasFocus() and section == self._focused:
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, QColor(tokens().accent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever sizes a column and closes the window at once finds it so again."""
        super().hideEvent(event)
        if self._save_timer.isActive():
            self._save_timer.stop()
            self._save()

    def _focus_section(self, section: int) -> None:
        self._focused = section
        self.setAccessibleDescription(
            str(self._model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        )
        self.viewport().update()

    def _fit(self) -> None:
        """Leave out of a narrow table what asks for a wide one, and let grow what grows."""
        width = self.viewport().width()
        kept = self._kept(width)
        room = width if kept is None else width - kept.width
        self._fitting = True
        for section, column in enumerate(self._columns):
            if column.wide and column.name not in self._decided:
                self.setSectionHidden(section, column.hidden or (column is not kept and room < column.wide))
        if self._widened:
            self._make_room(width, kept)
        shown = self.shown_sections()
        for section in shown:
            column = self._columns[section]
            if column.grows and column.name not in self._sized:
                others = sum(self.sectionSize(other) for other in shown if other != section)
                # Words are known by their beginning, a large number only as a whole.
                least = self.minimumSectionSize() if self._widened else column.width
                self.resizeSection(section, max(least, width - others))
        self._fitting = False
        self._name_sort()

    def _make_room(self, width: int, kept: TableColumn | None) -> None:
        """Leave out what asks for the widest table, until large numbers have the room that they were given."""
        columns = self._columns
        giving_way = [
            section
            for section in self.shown_sections()
            if columns[section].wide and columns[section] is not kept and columns[section].name not in self._decided
        ]
        for section in sorted(giving_way, key=lambda section: -columns[section].wide):
            if sum(self._needed(shown) for shown in self.shown_sections()) <= width:
                return
            self.setSectionHidden(section, True)

    def _needed(self, section: int) -> int:
        """The pixels that a column takes at least."""
        column = self._columns[section]
        return column.width if column.grows and column.name not in self._sized else self.sectionSize(section)

    def _name_sort(self) -> None:
        """Of columns that tell of one order in two ways only the first that is to be seen says that it is this one."""
        telling = (section for section in self.shown_sections() if self._columns[section].sort == self._sort)
        self._model.name_sort(next(telling, None) if self._sort else None, self._falls)

    def _kept(self, width: int) -> TableColumn | None:
        """The column that rows are sorted by, if it stays in a table that is not as wide as it asks for."""
        by = next((column for column in self._columns if column.sort == self._sort and not column.hidden), None)
        return None if by is None or by.name in self._decided or by.wide <= width else by

    def _on_resized(self, section: int, before: int, now: int) -> None:
        """Remember what a person did; a column that is hidden or shown goes to or comes from no width at all."""
        if self._fitting:
            return
        column = self._columns[section]
        if before and now:
            self._sized.add(column.name)
        self._save_timer.start()

    def _show_section(self, section: int, shown: bool) -> None:
        if shown or len(self.shown_sections()) > 1:
            self._decided.add(self._columns[section].name)
            self.setSectionHidden(section, not shown)
            self._fit()
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
            left = msgspec.json.decode(str(self._settings.value(self._key, "")), type=list[Left])
        except msgspec.DecodeError:
            left = []
        self._decided = {kept.name for kept in left if kept.decided}
        self._sized = {kept.name for kept in left if kept.sized}
        self._lay_out(left)

    def _lay_out(self, left: "list[Left] | tuple[()]") -> None:
        self._fitting = True
        for section, column in enumerate(self._columns):
            self.moveSection(self.visualIndex(section), section)
            self.resizeSection(section, column.width)
            self.setSectionHidden(section, column.hidden)
        sections = {column.name: section for section, column in enumerate(self._columns)}
        for place, kept in enumerate(kept for kept in left if kept.name in sections):
            section = sections[kept.name]
            self.moveSection(self.visualIndex(section), place)
            self.resizeSection(section, max(kept.width, self.minimumSectionSize()))
            self.setSectionHidden(section, kept.hidden)
        self._fitting = False

    def _save(self) -> None:
        order = [self.logicalIndex(visual) for visual in range(self.count())]
        left = [self._left(self._columns[section], section) for section in order]
        self._settings.setValue(self._key, msgspec.json.encode(left).decode())

    def _left(self, column: TableColumn, section: int) -> Left:
        hidden = self.isSectionHidden(section)
        # A hidden section has no width; showing it gives it the declared one back.
        width = column.width if hidden else self.sectionSize(section)
        return Left(column.name, width, hidden, column.name in self._decided, column.name in self._sized)


def _key(place: str) -> str:
    return f"lists/{place}/columns"


def _elided(title: str, arrow: str, metrics: QFontMetrics, width: int) -> str:
    """A title that leaves room for what stands behind it."""
    room = width - metrics.horizontalAdvance(arrow)
    text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room) + arrow
    # Letters that reach over their own advance are taken for narrower than they are beside others.
    over = max(0, metrics.horizontalAdvance(text) - width)
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, room - over) + arrow
