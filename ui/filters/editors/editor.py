"""What all editors of conditions share."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.query.query import Condition, Span
from ui.query.vocabulary import KnownField
from ui.widgets.text import label


class Editor(QWidget):
    """Shows what is asked of a field. ``changed`` is emitted as soon as something else is asked."""

    changed = Signal()

    def __init__(self, field: KnownField) -> None:
        super().__init__()
        self.field = field
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.error = label("", "error", name="filter_error", wrap=True)
        self.error.hide()

    def values(self) -> tuple[str, ...]:
        """The values asked for."""
        return ()

    def span(self) -> Span | None:
        """The span asked for."""
        return None

    def condition(self, *, negated: bool) -> Condition | None:
        """What is asked of the field; None if nothing is."""
        values, span = self.values(), self.span()
        if not values and span is None:
            return None
        return Condition(field=self.field.name, values=values, span=span, negated=negated)

    def complain(self, text: str) -> None:
        """Say what can't be understood, or with an empty text that all is well."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
