"""How a value compares, and with what: the words of the chip, to choose from, beside what is typed."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit

from ui.filters.editors.editor import Editor
from ui.query.comparing import Comparison, comparison_of, falls, span_of
from ui.query.dates import When
from ui.query.mistakes import NotUnderstood
from ui.query.query import Bound, Condition, Span
from ui.query.scanning import Value
from ui.query.values import Writing, falling_said
from ui.query.vocabulary import KnownField
from ui.widgets.text import label

Reads = Callable[[KnownField, Value, Writing], Decimal] | Callable[[KnownField, Value, Writing], When]


class SpanEditor(Editor):
    """A comparison by its words and a value or, between two, a second one; of two, either may be left open."""

    def __init__(
        self,
        field: KnownField,
        condition: Condition | None,
        words: Mapping[Comparison, str],
        hints: tuple[str, str],
        read: Reads,
    ) -> None:
        super().__init__(field)
        self._read = read
        self._hints = hints
        self._asked = None if condition is None else condition.span
        self.comparison = QComboBox()
        self.comparison.setObjectName(f"filter_{field.name}_comparison")
        self.comparison.setAccessibleName(f"How {field.title} compares")
        for comparison, text in words.items():
            self.comparison.addItem(text.capitalize(), str(comparison))
        self.value, self.other = QLineEdit(), QLineEdit()
        self._and = label("and")
        self._and.setBuddy(self.other)
        for end, name in ((self.value, "value"), (self.other, "other")):
            end.setObjectName(f"filter_{field.name}_{name}")
            end.textEdited.connect(self._on_edited)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.comparison, 0, 0)
        grid.addWidget(self.value, 0, 1)
        grid.addWidget(self._and, 1, 0)
        grid.addWidget(self.other, 1, 1)
        self.column.addLayout(grid)
        self.column.addWidget(self.error)
        self.setFocusProxy(self.value)
        self.comparison.activated.connect(self._on_compared)

    def span(self) -> Span | None:
        return self._asked

    def show_span(self, span: Span | None, write: Callable[[Bound], str], otherwise: Comparison) -> None:
        """Show and ask for a span; the comparison to begin with is one thing to say if nothing is asked for."""
        self._asked = span
        comparison = otherwise
        ends: tuple[Bound | None, Bound | None] = (None, None)
        if span is not None:
            comparison = comparison_of(span)
            ends = (span.low, span.high) if comparison is Comparison.BETWEEN else (span.low or span.high, None)
        for field, bound in zip((self.value, self.other), ends, strict=True):
            field.setText("" if bound is None else write(bound))
        self.comparison.setCurrentIndex(self.comparison.findData(str(comparison)))
        self._dress()

    def _compared(self) -> Comparison:
        return Comparison(self.comparison.currentData())

    def _on_compared(self) -> None:
        self._dress()
        self._on_edited()

    def _dress(self) -> None:
        """Between has a second value, and says that each of both may be left out."""
        comparison = self._compared()
        two = comparison is Comparison.BETWEEN
        for widget in (self._and, self.other):
            widget.setVisible(two)
        one, open_ = self._hints
        for end in (self.value, self.other):
            end.setPlaceholderText(open_ if two else one)
        words = self.comparison.currentText().lower()
        self.value.setAccessibleName(f"{self.field.title} {words}")
        self.other.setAccessibleName(f"{self.field.title} {words}, upper end")
        self.window().adjustSize()

    def _on_edited(self) -> None:
        try:
            span = span_of(self._compared(), self._typed(self.value), self._typed(self.other))
        except NotUnderstood as error:
            self.complain(error.mistake.message)
            return
        if span is not None and falls(span):
            self.complain(falling_said(self.field))
            return
        self.complain("")
        if span != self._asked:
            self._asked = span
            self.changed.emit()

    def _typed(self, end: QLineEdit) -> Decimal | When | None:
        text = end.text().strip()
        if not text:
            return None
        return self._read(self.field, Value(text=text, quoted=False, start=0, end=len(text)), Writing.LOCAL)
