"""A row's cells by field, read as what the field holds; what can't be read is kept as a problem, with its place."""

from collections.abc import Callable, Mapping
from datetime import UTC, date
from decimal import Decimal
from typing import TypeVar

from domain.instants import Instant, instant_of, zone
from domain.money import minor_digits, to_minor
from ui.exporting.values import unguarded
from ui.importing.conventions import Conventions, DiscountUnit
from ui.importing.csvfile import Row
from ui.importing.dates import DateOrder, day, moment
from ui.importing.matching import column_name
from ui.importing.numbers import figure, number, usual_mark, within_places
from ui.importing.problems import CellRefused, Problem, Remedy, shown

V = TypeVar("V")

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_YES = frozenset(["yes", "y", "true", "x", "ja", "j", "oui", "si", "sí", "ok", "paid", "bezahlt"])
_NO = frozenset(["no", "n", "false", "nein", "non", "unpaid", "-", "offen"])


class Cells:
    """Reads the rows of one file. Problems gather in ``problems``; the reader gives the default and goes on."""

    def __init__(
        self, header: tuple[str, ...], columns: Mapping[str, int], conventions: Conventions, time_zone: str
    ) -> None:
        self._header = header
        self._columns = columns
        self._conventions = conventions
        self._zone = zone(time_zone)
        self.problems: list[Problem] = []

    def has(self, *fields: str) -> bool:
        """Whether the file has a column for any of the fields."""
        return any(field in self._columns for field in fields)

    def column(self, field: str) -> str:
        """What the file calls a field's column; empty where it has none."""
        return column_name(self._header, self._columns[field]) if field in self._columns else ""

    def text(self, row: Row, field: str) -> str:
        """A cell's text without the blanks around it; empty where the file has no such column."""
        index = self._columns.get(field)
        if index is None:
            return ""
        text = row.cells[index].strip()
        if "�" in text:
            self.complain(row, field, "the cell holds a byte that is no character of the file's encoding")
            return ""
        return unguarded(text)

    def peek(self, row: Row, field: str) -> str:
        """A cell's text as it stands, without judging it."""
        index = self._columns.get(field)
        return "" if index is None else row.cells[index].strip()

    def needed(self, row: Row, field: str) -> str:
        """A cell that must not be empty, of a column that every such file has."""
        before = len(self.problems)
        text = self.text(row, field)
        if not text and len(self.problems) == before:
            self.complain(row, field, f"{shown(self.column(field))} is empty")
        return text

    def number(self, row: Row, field: str, default: Decimal = _ZERO) -> Decimal:
        """A number, zero or above, of six decimals at most."""
        return self.read(row, field, default, lambda text: _not_below_zero(self._number(field, text), text))

    def quantity(self, row: Row, field: str) -> Decimal:
        """A number above zero, which must be there."""

        def positive(text: str) -> Decimal:
            value = self._number(field, text)
            if value <= 0:
                raise CellRefused(f"{shown(text)} is not a quantity; it must be more than 0")
            return value

        if not self.needed(row, field):
            return _ZERO
        return self.read(row, field, _ZERO, positive)

    def percent(self, row: Row, field: str) -> Decimal:
        """A percentage from 0 to 100."""
        return self.read(row, field, _ZERO, lambda text: _share(self._number(field, text), text))

    def discount(self, row: Row) -> Decimal:
        """The discount in percent, from whichever column says it."""
        if "discount" in self._columns:
            unit = self._conventions.discount or DiscountUnit.PERCENT
            return self.read(row, "discount", _ZERO, lambda text: self._discount("discount", text, unit))
        if "discount_fraction" in self._columns:
            return self.read(
                row, "discount_fraction", _ZERO,
                lambda text: self._discount("discount_fraction", text, DiscountUnit.FRACTION),
            )  # fmt: skip
        return self.percent(row, "discount_percent")

    def amount(self, row: Row, field: str, currency: str) -> int:
        """An amount in the currency's minor unit; 0 for an empty cell."""
        return self.read(row, field, 0, lambda text: self._amount(field, text, currency))

    def paid(self, row: Row, currency: str) -> int | bool:
        """What was paid: an amount, or whether all of it was."""

        def read(text: str) -> int | bool:
            word = text.casefold()
            if word in _YES or word in _NO:
                return word in _YES
            if text == "1" and minor_digits(currency):
                raise CellRefused("“1” may be an amount or mean that all is paid; write yes or 1.00", question="paid")
            return self._amount("paid", text, currency)

        unpaid: int | bool = False
        return self.read(row, "paid", unpaid, read)

    def flag(self, row: Row, field: str) -> bool:
        """Yes or no, however it is written."""

        def read(text: str) -> bool:
            word = text.casefold()
            if word in _YES or word == "1":
                return True
            if word in _NO or word == "0":
                return False
            raise CellRefused(f"{shown(text)} is neither yes nor no")

        return self.read(row, field, False, read)

    def instant(self, row: Row, field: str) -> Instant | None:
        """When something happened; a time without an offset is one of the business's clock."""
        return self.read(row, field, None, lambda text: self._instant(field, text))

    def day(self, row: Row, field: str) -> date | None:
        """A calendar day."""
        return self.read(row, field, None, lambda text: day(text, *self._order(field)))

    def take_problems(self) -> tuple[Problem, ...]:
        """The problems since they were last taken, each once."""
        if not self.problems:
            return ()
        problems = tuple(dict.fromkeys(self.problems))
        self.problems.clear()
        return problems

    def complain(self, row: Row, field: str, message: str, question: str = "", remedy: Remedy | None = None) -> None:
        """Keep a problem of a cell."""
        column = self.column(field)
        self.problems.append(Problem(message=message, row=row.number, column=column, question=question, remedy=remedy))

    def read(self, row: Row, field: str, default: V, read: Callable[[str], V]) -> V:
        """What ``read`` makes of a cell; the default for an empty one and for one that it refuses."""
        text = self.text(row, field)
        if not text:
            return default
        try:
            return read(text)
        except CellRefused as refused:
            self.complain(row, field, refused.message, refused.question, refused.remedy)
            return default

    def _number(self, field: str, text: str) -> Decimal:
        mark = self._conventions.marks.get(field) or usual_mark(self._conventions.delimiter, text)
        return within_places(number(text, mark), text)

    def _amount(self, field: str, text: str, currency: str) -> int:
        digits = minor_digits(currency)
        value = _not_below_zero(self._number(field, text), text)
        if (named := figure(text).currency) and currency and named != currency:
            raise CellRefused(f"{shown(text)} is not in {currency}")
        if value != round(value, digits):
            raise CellRefused(f"{shown(text)} has more decimals than {currency} has ({digits})")
        return to_minor(value, currency)

    def _discount(self, field: str, text: str, unit: DiscountUnit) -> Decimal:
        mark = self._conventions.marks.get(field) or usual_mark(self._conventions.delimiter, text)
        value = number(text, mark)
        if unit is DiscountUnit.FRACTION and not figure(text).percent:
            if not 0 <= value <= 1:
                raise CellRefused(f"{shown(text)} is not a discount; as a fraction it must be from 0 to 1")
            return within_places(value * 100, text)
        return _share(within_places(value, text), text)

    def _order(self, field: str) -> tuple[DateOrder | None, bool]:
        return self._conventions.orders.get(field), self._conventions.told_order

    def _instant(self, field: str, text: str) -> Instant:
        read = moment(text, *self._order(field))
        if read.tzinfo is None:
            read = read.replace(tzinfo=self._zone)
        return instant_of(read.astimezone(UTC))


def _not_below_zero(value: Decimal, text: str) -> Decimal:
    if value < 0:
        raise CellRefused(f"{shown(text)} must not be below 0")
    return value


def _share(value: Decimal, text: str) -> Decimal:
    if not 0 <= value <= _HUNDRED:
        raise CellRefused(f"{shown(text)} is not a percentage from 0 to 100")
    return value
