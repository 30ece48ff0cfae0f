"""A list to check."""

from PySide6.QtWidgets import QCheckBox

from ui.filters.editors.editor import Editor
from ui.query.query import Condition
from ui.query.vocabulary import KnownField


class ChoiceEditor(Editor):
    """One box for each choice; any of those checked will do."""

    def __init__(self, field: KnownField, condition: Condition | None) -> None:
        super().__init__(field)
        chosen = () if condition is None else condition.values
        self.boxes: dict[str, QCheckBox] = {}
        for value, words in field.choices.items():
            box = QCheckBox(words)
            box.setObjectName(f"filter_{field.name}_{value}")
            box.setChecked(value in chosen)
            box.toggled.connect(lambda: self.changed.emit())
            self.boxes[value] = box
            self.column.addWidget(box)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def values(self) -> tuple[str, ...]:
        return tuple(value for value, box in self.boxes.items() if box.isChecked())
