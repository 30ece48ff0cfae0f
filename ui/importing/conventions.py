"""How a file writes its numbers, dates and discounts: decided once from all of it, then used for every cell."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import TypeVar

from msgspec import Struct, field

from ui.importing.csvfile import CsvFile
from ui.importing.dates import DateOrder, evident_order
from ui.importing.fields import Content, Kind, fields_of
from ui.importing.matching import REASON, column_name
from ui.importing.numbers import DecimalMark, evident_mark, figure, number, settle
from ui.importing.problems import CellRefused, FileRefused, Remedy

E = TypeVar("E", bound=StrEnum)

_ONE, _HUNDRED = Decimal(1), Decimal(100)


class DiscountUnit(StrEnum):
    """What 0.1 in a discount column means: a tenth of the price, or a tenth of a percent."""

    FRACTION = "fraction"
    PERCENT = "percent"


class Said(Struct, frozen=True, kw_only=True):
    """What a person, or the head of a rejects file, says about the file; None leaves it to the file.

    ``orders`` and ``marks`` are what the columns of a rejects file's rows were found to have, by field.
    """

    date_order: DateOrder | None = None
    decimal: DecimalMark | None = None
    discount: DiscountUnit | None = None
    orders: dict[str, DateOrder] = field(default_factory=dict)
    marks: dict[str, DecimalMark] = field(default_factory=dict)


class Conventions(Struct, frozen=True, kw_only=True):
    """What was settled, by field; a field that is absent is not settled. ``rows_of`` counts each order's rows.

    ``told_order`` says that a person told the order of dates, which then holds for dates with dots as well.
    """

    delimiter: str
    marks: dict[str, DecimalMark] = field(default_factory=dict)
    orders: dict[str, DateOrder] = field(default_factory=dict)
    told_order: bool = False
    discount: DiscountUnit | None = None
    rows: int = 0
    rows_of: dict[str, int] = field(default_factory=dict)

    def as_header(self) -> str:
        """The head of a rejects file's first column, which says how its rows are to be read."""
        said = [REASON]
        if self.told_order:
            said += [f"date-order={order}" for order in set(self.orders.values())]
        else:
            said += [f"{name}={order}" for name, order in self.orders.items()]
        if len(marks := set(self.marks.values())) == 1:
            said.append(f"decimal={marks.pop()}")
        else:
            said += [f"{name}={mark}" for name, mark in self.marks.items()]
        if self.discount:
            said.append(f"discount={self.discount}")
        return " ".join(said)


def said_by_header(cell: str) -> Said:
    """What the head of a rejects file's first column says; nothing if it is another column or was changed."""
    if not is_reason(cell):
        return Said()
    parts = [(name, value) for name, sign, value in (part.partition("=") for part in cell.split()) if sign]
    told = dict(parts)
    return Said(
        date_order=_member(DateOrder, told.get("date-order")),
        decimal=_member(DecimalMark, told.get("decimal")),
        discount=_member(DiscountUnit, told.get("discount")),
        orders={name: order for name, value in parts if (order := _member(DateOrder, value))},
        marks={name: mark for name, value in parts if (mark := _member(DecimalMark, value))},
    )


def is_reason(cell: str) -> bool:
    """Whether a header cell is that of a rejects file's reasons."""
    return cell.split(" ", 1)[0].casefold() == REASON


def reasons_before(header: Sequence[str]) -> int:
    """How many columns a rejects file has in front of those of the file it came from; 0 if it is another file."""
    return 1 if header and is_reason(header[0]) else 0


def settle_conventions(
    file: CsvFile,
    kind: Kind,
    columns: Mapping[str, int],
    said: Said,
    breathe: Callable[[], object] = lambda: None,
) -> Conventions:
    """Read the whole file once and decide; raises FileRefused for a discount column that could be either."""
    survey = _Survey(kind, columns, said)
    for row in file.rows():
        survey.count(row.cells, bool(row.flaw))
        breathe()
    return survey.conventions(file, columns)


class _Survey:
    def __init__(self, kind: Kind, columns: Mapping[str, int], said: Said) -> None:
        contents = {f.name: f.content for f in fields_of(kind)}
        self._said = said
        self._grouped = columns.get("order_number") if kind is Kind.ORDERS else None
        numeric = (Content.NUMBER, Content.DISCOUNT, Content.PAID)
        self._numbers = [(n, i) for n, i in columns.items() if contents[n] in numeric]
        self._dates = [(n, i) for n, i in columns.items() if contents[n] is Content.DATE]
        self._discount = columns.get("discount")
        self._marks: dict[str, Counter[DecimalMark]] = {name: Counter() for name, _ in self._numbers}
        self._orders: dict[str, Counter[DateOrder]] = {name: Counter() for name, _ in self._dates}
        self._discounts: dict[str, int] = {}
        self._rows = 0
        self._rows_of: dict[str, int] = {}

    def count(self, cells: list[str], flawed: bool) -> None:
        self._rows += 1
        if self._grouped is not None and self._grouped < len(cells):
            key = order_key(cells[self._grouped])
            self._rows_of[key] = self._rows_of.get(key, 0) + 1
        if flawed:
            return
        for name, index in self._numbers:
            if mark := evident_mark(cells[index].strip()):
                self._marks[name][mark] += 1
        for name, index in self._dates:
            if order := evident_order(cells[index].strip()):
                self._orders[name][order] += 1
        if self._discount is not None and len(self._discounts) < 10_000:
            self._discounts.setdefault(cells[self._discount].strip(), self._rows)

    def conventions(self, file: CsvFile, columns: Mapping[str, int]) -> Conventions:
        overall = settle(sum(self._marks.values(), Counter()))
        said = self._said
        marks = {
            name: said.decimal or said.marks.get(name) or settle(self._marks[name]) or overall
            for name, _ in self._numbers
        }
        seen = set(chain.from_iterable(self._orders.values()))
        of_file = seen.pop() if len(seen) == 1 else None
        orders: dict[str, DateOrder | None] = {}
        for name, _ in self._dates:
            most = self._orders[name].most_common(2)
            clear = most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else of_file
            orders[name] = said.date_order or said.orders.get(name) or clear
        return Conventions(
            delimiter=file.delimiter,
            marks={name: mark for name, mark in marks.items() if mark},
            orders={name: order for name, order in orders.items() if order},
            told_order=said.date_order is not None,
            discount=self._unit(file, columns, marks.get("discount")) if self._discount is not None else None,
            rows=self._rows,
            rows_of=self._rows_of,
        )

    def _unit(self, file: CsvFile, columns: Mapping[str, int], mark: DecimalMark | None) -> DiscountUnit:
        """Between 0 and 1 it is a fraction; values that can't be a discount at all have no say in it."""
        if self._said.discount:
            return self._said.discount
        values: dict[Decimal, str] = {}
        for text in self._discounts:
            try:
                parts = figure(text)
                value = number(text, mark)
            except CellRefused:
                continue
            if 0 <= value <= _HUNDRED and not parts.percent:
                values.setdefault(value, text)
        if any(value > _ONE for value in values):
            return DiscountUnit.PERCENT
        if _ONE in values and not any(0 < value < _ONE for value in values):
            name = column_name(file.header, columns["discount"])
            raise FileRefused(
                "the discounts are only 0 and 1, a fraction or a percentage",
                row=self._row_of(file, columns["discount"], values[_ONE]),
                column=name,
                remedy=Remedy(
                    option=f"say which with --map discount_fraction={name} or --map discount_percent={name}",
                    control="choose under “Discount is” which",
                ),
            )
        return DiscountUnit.FRACTION

    @staticmethod
    def _row_of(file: CsvFile, column: int, text: str) -> int:
        return next(row.number for row in file.rows() if not row.flaw and row.cells[column].strip() == text)


def order_key(cell: str) -> str:
    """What rows of one order have in common, however blanks and case are written."""
    return cell.strip().casefold()


def _member(choices: type[E], value: str | None) -> E | None:
    try:
        return choices(value) if value else None
    except ValueError:
        return None
