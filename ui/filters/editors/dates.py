"""Stretches that move on with the calendar, at a click; or any days that are typed."""

from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QWidget

from readmodel.listing.terms import Kind
from ui import formats
from ui.filters.editors.spans import SpanEditor
from ui.query.comparing import DATE_WORDS, Comparison
from ui.query.dates import When, title
from ui.query.query import NONE, Bound, Condition, Span
from ui.query.saying import said_span
from ui.query.values import Writing, date_of, written_date
from ui.query.vocabulary import KnownField


def _all_of(name: str) -> Span:
    return Span(low=Bound(When(name)), high=Bound(When(name)))


_BEFORE_TODAY: Final = Span(high=Bound(When("today"), inclusive=False))
_PAST: Final = tuple(
    _all_of(name)
    for name in (
        "today",
        "yesterday",
        "thisweek",
        "lastweek",
        "thismonth",
        "lastmonth",
        "last7days",
        "last30days",
        "thisyear",
        "lastyear",
    )
)
_AHEAD: Final = (
    _BEFORE_TODAY,
    *(_all_of(name) for name in ("today", "tomorrow", "thisweek", "nextweek", "thismonth", "next7days")),
)


class DateEditor(SpanEditor):
    """Presets, how it compares with a day, and whether there may be no date at all."""

    def __init__(self, field: KnownField, condition: Condition | None) -> None:
        example = formats.day(date(2026, 11, 30))
        super().__init__(field, condition, DATE_WORDS, (example, example), date_of)
        self.presets: dict[Span, QPushButton] = {}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, span in enumerate(_AHEAD if field.kind is Kind.DAY else _PAST):
            button = QPushButton(said_span(span).capitalize())
            button.setObjectName(f"filter_{field.name}_{_name(span)}")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, span=span: self._choose(span))
            self.presets[span] = button
            grid.addWidget(button, place // 2, place % 2)
        self.column.insertLayout(0, grid)
        self.column.insertSpacing(1, 4)
        self.without = QCheckBox("Without a date")
        self.without.setObjectName(f"filter_{field.name}_none")
        self.without.setChecked(condition is not None and NONE in condition.values)
        self.without.toggled.connect(lambda: self.changed.emit())
        self.column.addWidget(self.without)
        self.setFocusProxy(next(iter(self.presets.values())))
        # What stands at the top was made last, and would be reached last by Tab.
        for before, after in pairwise((*self.presets.values(), self.comparison, self.value, self.other, self.without)):
            QWidget.setTabOrder(before, after)
        self._show(self.span())
        self._mark()
        self.changed.connect(self._mark)

    def values(self) -> tuple[str, ...]:
        return (NONE,) if self.without.isChecked() else ()

    def _choose(self, span: Span) -> None:
        self._show(None if self.span() == span else span)
        self.complain("")
        self.changed.emit()

    def _show(self, span: Span | None) -> None:
        self.show_span(span, _written, Comparison.BETWEEN)

    def _mark(self) -> None:
        for span, button in self.presets.items():
            button.setChecked(span == self.span())


def _name(span: Span) -> str:
    assert span.high is not None
    assert isinstance(span.high.value, When)
    return span.high.value.name if span.low is not None else "before_today"


def _written(bound: Bound) -> str:
    assert isinstance(bound.value, When)
    return title(bound.value) or written_date(bound.value, Writing.LOCAL)
