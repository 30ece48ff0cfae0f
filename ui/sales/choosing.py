"""Choosing the period, what it is compared with, and how it is cut; remembered from one day to the next."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from domain import bounds
from domain.errors import Invalid
from domain.instants import start_of_day
from readmodel.sales.answers import By, Period
from ui import formats
from ui.desk import Desk
from ui.sales.periods import AGAINST, SPANS, Against, Choice, Span
from ui.widgets.date_field import DateField
from ui.widgets.text import label

_CUTS: Final = {"": "Automatic", By.DAY: "By day", By.WEEK: "By week", By.MONTH: "By month"}
_KEY: Final = "sales"


class PeriodPicker(QWidget):
    """Boxes for the period, the comparison and the cut, and two days for a custom period."""

    changed = Signal()
    """Something else was chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("sales_picker")
        self._desk = desk
        self._choice = self._remembered()
        self._first, self._last = DateField(desk), DateField(desk)
        self._days = QWidget()
        self._error = label("", "error", name="sales_days_error")
        self._error.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        self._span = _box("sales_period", "Period", SPANS, self._choice.span)
        self._against = _box("sales_against", "Compared with", AGAINST, self._choice.against)
        self._by = _box("sales_by", "Cut", _CUTS, self._choice.by or "")
        self._against.setToolTip("What the numbers are compared with")
        self._by.setToolTip("How the bookings are cut")
        # Tab goes from left to right: keys follow the order in which all these come to the picker.
        self._lay_out_days()
        row.addWidget(self._days)
        for box in (self._span, self._against, self._by):
            row.addWidget(box)
            box.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._error)
        self._show_days()

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        return self._choice

    def choose_days(self, period: Period) -> None:
        """Choose a custom period."""
        self._choice = replace(self._choice, span=Span.CUSTOM, custom=period)
        self._span.setCurrentIndex(self._span.findData(Span.CUSTOM))
        self._show_days()
        self._remember()

    def _choose(self) -> None:
        span = Span(self._span.currentData())
        custom = self._choice.custom
        if span is Span.CUSTOM and custom is None:
            custom = self._choice.period(self._desk.today())
        by = self._by.currentData()
        turned = span is not self._choice.span
        self._choice = Choice(
            span=span,
            against=Against(self._against.currentData()),
            custom=custom,
            by=By(by) if by else None,
        )
        if turned:
            self._show_days()
        self._remember()

    def _follow(self, typed: str) -> None:
        """Take over what was picked from the calendar, or typed in full, at once."""
        with suppress(Invalid):
            day = formats.parse_date(typed, self._desk.today())
            if day is not None and formats.day(day) == typed:
                self._read_days()

    def _read_days(self) -> None:
        """Take over the two days, if they are days and in order; say what is wrong with them otherwise."""
        days: list[date] = []
        for field in (self._first, self._last):
            try:
                day = formats.parse_date(field.text(), self._desk.today())
                if day is not None:
                    # Beyond these there is nothing, and no period before one to compare it with.
                    bounds.instant(start_of_day(day, "UTC"), field.accessibleName())
            except Invalid as error:
                return self._complain(field, error.message)
            if day is None:
                return self._complain(field, f"The {field.accessibleName().lower()} is missing.")
            days.append(day)
        if days[0] > days[1]:
            return self._complain(self._last, "The last day is before the first.")
        self._complain(None, "")
        if Period(*days) != self._choice.custom:
            self._choice = replace(self._choice, custom=Period(*days))
            self._remember()
        return None

    def _complain(self, field: DateField | None, message: str) -> None:
        self._error.setText(message)
        self._error.setVisible(bool(message))
        for one in (self._first, self._last):
            one.setProperty("state", "error" if one is field else "")
            one.setAccessibleDescription(message if one is field else "")
            one.style().unpolish(one)
            one.style().polish(one)

    def _show_days(self) -> None:
        custom = self._choice.custom
        self._days.setVisible(self._choice.span is Span.CUSTOM)
        if custom is not None:
            self._first.setText(formats.day(custom.first))
            self._last.setText(formats.day(custom.last))
        self._complain(None, "")

    def _lay_out_days(self) -> None:
        row = QHBoxLayout(self._days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for field, name, words in ((self._first, "sales_first", "First day"), (self._last, "sales_last", "Last day")):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setFixedWidth(124)
            field.editingFinished.connect(self._read_days)
            field.textEdited.connect(self._follow)
            row.addWidget(field)
            if field is self._first:
                row.addWidget(label("–", "muted"))

    def _remember(self) -> None:
        settings, choice = self._desk.settings, self._choice
        settings.setValue(f"{_KEY}/span", str(choice.span))
        settings.setValue(f"{_KEY}/against", str(choice.against))
        settings.setValue(f"{_KEY}/by", "" if choice.by is None else str(choice.by))
        if choice.custom is not None:
            settings.setValue(f"{_KEY}/custom", f"{choice.custom.first} {choice.custom.last}")
        self.changed.emit()

    def _remembered(self) -> Choice:
        settings = self._desk.settings
        try:
            days = sorted(str(settings.value(f"{_KEY}/custom", "")).split())
            by = str(settings.value(f"{_KEY}/by", ""))
            return Choice(
                span=Span(str(settings.value(f"{_KEY}/span", Span.MONTH))),
                against=Against(str(settings.value(f"{_KEY}/against", Against.BEFORE))),
                custom=Period(*map(date.fromisoformat, days)) if days else None,
                by=By(by) if by else None,
            )
        except (ValueError, TypeError):
            return Choice()


def _box(name: str, words: str, choices: Mapping[Any, str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(words)
    for value, text in choices.items():
        box.addItem(text, str(value))
    box.setCurrentIndex(box.findData(str(chosen)))
    return box
