"""From and to: two fields that make a span."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QLineEdit

from ui.filters.editors.editor import Editor
from ui.query.dates import When
from ui.query.mistakes import NotUnderstood
from ui.query.query import Bound, Condition, Span
from ui.query.scanning import Value
from ui.query.values import Writing
from ui.query.vocabulary import KnownField
from ui.widgets.text import label

Reads = Callable[[KnownField, Value, Writing], Decimal] | Callable[[KnownField, Value, Writing], When]


class SpanEditor(Editor):
    """The lower and the upper end of a span, either of which may be left open; both belong to it."""

    def __init__(
        self, field: KnownField, condition: Condition | None, titles: tuple[str, str], hint: str, read: Reads
    ) -> None:
        super().__init__(field)
        self._read = read
        self._asked = None if condition is None else condition.span
        self._shown: tuple[Bound | None, Bound | None] = (None, None)
        self.ends = (QLineEdit(), QLineEdit())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (title, end, name) in enumerate(zip(titles, self.ends, ("low", "high"), strict=True)):
            end.setObjectName(f"filter_{field.name}_{name}")
            end.setAccessibleName(f"{field.title} {title.lower()}")
            end.setPlaceholderText(hint)
            end.textEdited.connect(self._on_edited)
            words = label(title)
            words.setBuddy(end)
            grid.addWidget(words, row, 0)
            grid.addWidget(end, row, 1)
        self.column.addLayout(grid)
        self.column.addWidget(self.error)
        self.setFocusProxy(self.ends[0])

    def span(self) -> Span | None:
        return self._asked

    def show_span(self, span: Span | None, write: Callable[[Bound], str]) -> None:
        """Show and ask for a span."""
        self._asked = span
        self._shown = (None, None) if span is None else (span.low, span.high)
        for end, bound in zip(self.ends, self._shown, strict=True):
            end.setText("" if bound is None else write(bound))

    def _on_edited(self) -> None:
        try:
            bounds = [self._bound(end, bound) for end, bound in zip(self.ends, self._shown, strict=True)]
        except NotUnderstood as error:
            self.complain(error.mistake.message)
            return
        self.complain("")
        self._asked = None if bounds == [None, None] else _span(*bounds)
        self.changed.emit()

    def _bound(self, end: QLineEdit, shown: Bound | None) -> Bound | None:
        text = end.text().strip()
        if not text:
            return None
        read = self._read(self.field, Value(text=text, quoted=False, start=0, end=len(text)), Writing.LOCAL)
        # An end that is typed belongs to the span; one that did not, and says what it said, goes on not to.
        return shown if shown is not None and shown.value == read else Bound(read)


def _span(low: Bound | None, high: Bound | None) -> Span:
    if low is not None and high is not None:
        return Span(low=Bound(low.value), high=Bound(high.value))
    return Span(low=low, high=high)
