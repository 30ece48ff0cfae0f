"""Values that are looked up while one types, to check; or, where there is nothing to look up, typed."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem

from readmodel.listing.queries import SuggestValues
from readmodel.listing.view import Suggestion
from ui import formats
from ui.desk import Desk
from ui.filters.editors.editor import Editor
from ui.query.query import NONE, Condition
from ui.query.vocabulary import KnownField

_VALUE = int(Qt.ItemDataRole.UserRole)
_ROWS = 8
_LIMIT = 12
_ROW_HEIGHT = 24


class TextEditor(Editor):
    """A field to type in; below it what is asked for, checked, and what was found."""

    def __init__(self, desk: Desk, list_name: str, field: KnownField, condition: Condition | None) -> None:
        super().__init__(field)
        self._desk = desk
        self._list_name = list_name
        asked = () if condition is None else condition.values
        self._chosen = dict.fromkeys(value for value in asked if value != NONE)
        self._found: tuple[Suggestion, ...] = ()
        self.typed = QLineEdit()
        self.typed.setObjectName(f"filter_{field.name}_text")
        self.typed.setAccessibleName(field.title)
        self.typed.setPlaceholderText(f"Find {field.title.lower()}" if field.suggests else "Contains")
        self.list = QListWidget()
        self.list.setObjectName(f"filter_{field.name}_values")
        self.list.setAccessibleName(f"{field.title}: values")
        if not field.suggests:
            self.list.hide()
        self.list.itemChanged.connect(self._on_checked)
        self.without = QCheckBox("None")
        self.without.setObjectName(f"filter_{field.name}_none")
        self.without.setChecked(NONE in asked)
        self.without.toggled.connect(lambda: self.changed.emit())
        for widget in (self.typed, self.list, self.without):
            self.column.addWidget(widget)
        self.typed.textEdited.connect(self._on_typed)
        self.typed.installEventFilter(self)
        self.setFocusProxy(self.typed)
        if field.suggests:
            self._look_up("")
        else:
            self.typed.setText(next(iter(self._chosen), ""))

    def values(self) -> tuple[str, ...]:
        return (*self._chosen, *((NONE,) if self.without.isChecked() else ()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the first match, or the text as it stands; Down goes to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.field.suggests:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.typed.text().strip():
                self._take_first()
                return True
            if event.key() == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus()
                self.list.setCurrentRow(max(0, self.list.currentRow()))
                return True
        return False

    def _on_typed(self, text: str) -> None:
        if self.field.suggests:
            self._look_up(text)
        else:
            self._chosen = {text.strip(): None} if text.strip() else {}
            self.changed.emit()

    def _look_up(self, text: str) -> None:
        query = SuggestValues(list=self._list_name, field=self.field.name, beginning=text, limit=_LIMIT)
        self._desk.ask(query, self._show, lane="filter.values", owner=self)

    def _show(self, found: tuple[Suggestion, ...]) -> None:
        self._found = found
        known = {suggestion.value: suggestion for suggestion in found}
        wanted = self.typed.text().strip()
        kept = [value for value in self._chosen if value not in known]
        self.list.blockSignals(True)
        self.list.clear()
        for value in [*(kept if not wanted else []), *known]:
            self._add(known.get(value) or Suggestion(value=value))
        self.list.setFixedHeight(max(1, min(_ROWS, self.list.count())) * _ROW_HEIGHT + 2)
        self.list.blockSignals(False)
        self.window().adjustSize()

    def _add(self, suggestion: Suggestion) -> None:
        note = suggestion.label or ("" if suggestion.rows is None else formats.count(suggestion.rows))
        item = QListWidgetItem(f"{suggestion.value}   {note}".strip())
        item.setData(_VALUE, suggestion.value)
        item.setSizeHint(QSize(0, _ROW_HEIGHT))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        checked = suggestion.value in self._chosen
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _on_checked(self, item: QListWidgetItem) -> None:
        value = str(item.data(_VALUE))
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen[value] = None
        else:
            self._chosen.pop(value, None)
        self.changed.emit()

    def _take_first(self) -> None:
        text = self.typed.text().strip()
        self._chosen[self._found[0].value if self._found else text] = None
        self.typed.clear()
        self._look_up("")
        self.changed.emit()
