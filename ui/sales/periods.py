"""The periods one can choose, and what they are compared with."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from readmodel.sales.answers import By, Period
from readmodel.sales.periods import before, months_earlier


class Span(StrEnum):
    """A period by its name. All but a custom one end today, so that they compare with as many days before."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    DAYS = "30days"
    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"


class Against(StrEnum):
    """What a period is compared with."""

    BEFORE = "before"
    LAST_YEAR = "last_year"
    NOTHING = "nothing"


SPANS: Final = {
    Span.TODAY: "Today",
    Span.WEEK: "This week",
    Span.MONTH: "This month",
    Span.DAYS: "Last 30 days",
    Span.QUARTER: "This quarter",
    Span.YEAR: "This year",
    Span.CUSTOM: "From … to …",
}
AGAINST: Final = {
    Against.BEFORE: "Period before",
    Against.LAST_YEAR: "Last year",
    Against.NOTHING: "No comparison",
}
_MONTHS: Final = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}
_MOST_DAYS, _MOST_WEEKS = 45, 200
MOST_PARTS: Final = 400


class Choice(Struct, frozen=True, kw_only=True):
    """What a person wants to see; ``custom`` is the period of a custom span, ``by`` None for what fits its length."""

    span: Span = Span.MONTH
    against: Against = Against.BEFORE
    custom: Period | None = None
    by: By | None = None

    def period(self, today: date) -> Period:
        """The days chosen, as of a day."""
        if self.span is Span.CUSTOM and self.custom is not None:
            return self.custom
        return Period(_first(self.span, today), today)

    def compared(self, today: date) -> Period | None:
        """The days compared with: calendar periods go back to the same days of the one before."""
        period = self.period(today)
        if self.against is Against.NOTHING:
            return None
        if self.against is Against.LAST_YEAR:
            return months_earlier(period, 12)
        if self.span in _MONTHS:
            return months_earlier(period, _MONTHS[self.span])
        if self.span is Span.WEEK:
            return Period(period.first - timedelta(7), period.last - timedelta(7))
        return before(period)

    def cut(self, today: date) -> By:
        """Days, weeks or months: what was chosen, unless that is too many, or what the length asks for."""
        period = self.period(today)
        days = (period.last - period.first).days + 1
        if self.by is not None and (self.by is not By.DAY or days <= MOST_PARTS):
            return self.by
        return By.DAY if days <= _MOST_DAYS else By.WEEK if days <= _MOST_WEEKS else By.MONTH


def _first(span: Span, today: date) -> date:
    match span:
        case Span.WEEK:
            return today - timedelta(today.weekday())
        case Span.MONTH:
            return today.replace(day=1)
        case Span.QUARTER:
            return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        case Span.YEAR:
            return today.replace(month=1, day=1)
        case Span.DAYS:
            return today - timedelta(29)
    return today
