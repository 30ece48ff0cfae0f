"""Under a chip: what its condition asks for, changed at once by every click and key."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.filters.editors import editor_for
from ui.filters.editors.editor import Editor
from ui.query.query import Condition
from ui.query.vocabulary import KnownField
from ui.theme import row_height
from ui.widgets.text import clear_layout, label, rule

_WIDTH = 280
_MOST_FIELDS = 14
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIELD = int(Qt.ItemDataRole.UserRole)


class _Fields(QListWidget):
    """A list whose Enter goes no further, for behind it Enter closes."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.itemClicked.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class FilterPopover(QFrame):
    """The editor of a field, or first the fields to choose from. Enter and Esc close it."""

    changed = Signal(object)
    """The Condition that is asked for now, or None."""

    def __init__(self, desk: Desk, list_name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(f"{list_name}_filter")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self._desk = desk
        self._list_name = list_name
        self.editor: Editor | None = None
        self.fields: QListWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(8)

    def show_fields(self, fields: Iterable[KnownField]) -> None:
        """Let a field be chosen: by click, or by typing its first letters and Enter."""
        self.setAccessibleName("Filter by")
        chooser = self.fields = _Fields()
        chooser.setObjectName(f"{self._list_name}_fields")
        chooser.setAccessibleName("Fields to filter by")
        chooser.setMouseTracking(True)
        chooser.itemEntered.connect(chooser.setCurrentItem)
        for field in fields:
            item = QListWidgetItem(field.title)
            item.setData(_FIELD, field)
            item.setSizeHint(QSize(0, row_height()))
            chooser.addItem(item)
        chooser.setFixedHeight(min(_MOST_FIELDS, chooser.count()) * row_height() + 2)
        chooser.itemClicked.connect(self._choose)
        chooser.setCurrentRow(0)
        self._column.addWidget(label("Filter by", "section"))
        self._column.addWidget(chooser)

    def show_editor(self, field: KnownField, condition: Condition | None) -> None:
        """Let a condition on a field be made or changed."""
        self.fields = None
        clear_layout(self._column)
        self.setAccessibleName(field.title)
        editor = self.editor = editor_for(self._desk, self._list_name, field, condition)
        exclude = QCheckBox("All but these")
        exclude.setObjectName("filter_exclude")
        exclude.setChecked(condition is not None and condition.negated)

        def tell() -> None:
            self.changed.emit(editor.condition(negated=exclude.isChecked()))

        editor.changed.connect(tell)
        exclude.toggled.connect(tell)
        self._column.addWidget(label(field.title, "section"))
        self._column.addWidget(editor)
        self._column.addWidget(rule())
        self._column.addWidget(exclude)
        # What is shown only once the layout gets to it can't take the focus of the list that it stands in place of.
        editor.show()
        self.adjustSize()
        editor.setFocus(Qt.FocusReason.TabFocusReason)

    def open_under(self, widget: QWidget) -> None:
        """Show it below a widget, within the screen."""
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        screen = self.screen().availableGeometry()
        self.move(
            max(screen.left(), min(corner.x(), screen.right() - self.width())),
            max(screen.top(), min(corner.y(), screen.bottom() - self.height())),
        )
        self.show()
        front = self.editor or self.fields
        if front is not None:
            # As by Tab: what stands in a field is selected, so that typing takes its place.
            front.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, *_ENTER):
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.show_editor(item.data(_FIELD), None)
