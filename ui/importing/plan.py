"""How a file is going to be read: encoding, delimiter, columns and conventions, before anything is recorded."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ui.importing.cells import Cells
from ui.importing.conventions import Conventions, DiscountUnit, is_reason, said_by_header, settle_conventions
from ui.importing.csvfile import MOST_COLUMNS, CsvFile, Row, open_csv
from ui.importing.customers import customer
from ui.importing.dates import DateOrder
from ui.importing.fields import Kind
from ui.importing.matching import check_needed, match
from ui.importing.numbers import DecimalMark
from ui.importing.orders import OrderReader, gathered
from ui.importing.prepared import Prepared, Rejected
from ui.importing.problems import FileRefused, Problem
from ui.importing.products import product
from ui.importing.text import recognise

_UNITS = {DiscountUnit.PERCENT: "percentages", DiscountUnit.FRACTION: "fractions"}


class Wishes(Struct, frozen=True, kw_only=True):
    """What a person says about an import.

    ``mapping`` holds FIELD → COLUMN, ``discount`` says what a discount column means, and ``currency`` is that of the
    file's amounts where no column names it.
    """

    kind: Kind
    path: Path
    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    decimal: DecimalMark | None = None
    discount: DiscountUnit | None = None
    currency: str = ""
    create_missing: bool = True


class Plan(Struct, frozen=True, kw_only=True):
    """A file that can be imported, and how. ``notes`` are problems of the file that hold no row up."""

    wishes: Wishes
    file: CsvFile
    columns: dict[str, int]
    conventions: Conventions
    notes: tuple[Problem, ...] = ()

    @property
    def description(self) -> str:
        """Which encoding, delimiter and meaning of a discount were taken."""
        rows, unit = self.conventions.rows, self.conventions.discount
        return (
            f"read as {self.file.text.encoding}, separated by {self.file.separator}, "
            f"{rows:,} row{'' if rows == 1 else 's'}{f', discounts as {_UNITS[unit]}' if unit else ''}"
        )

    def cells(self, time_zone: str) -> Cells:
        """A reader of the file's cells; naive times are those of ``time_zone``."""
        return Cells(self.file.header, self.columns, self.conventions, time_zone)

    def items(self, cells: Cells, currency: str) -> Iterator[Prepared | Rejected]:
        """Every customer, product or order of the file."""
        rows = self.file.rows()
        if self.wishes.kind is Kind.ORDERS:
            reader = OrderReader(cells, currency, self.wishes.create_missing)
            return reader.orders(gathered(rows, self.columns["order_number"], self.conventions.rows_of))
        return _whole(rows, customer if self.wishes.kind is Kind.CUSTOMERS else product, cells)


def make_plan(wishes: Wishes, breathe: Callable[[], object] = lambda: None) -> Plan:
    """Look at the whole file once and decide how to read it; raises FileRefused.

    ``breathe`` is called for every row; whatever it raises ends the looking.
    """
    file = open_csv(recognise(wishes.path))
    columns = matched(file, wishes.kind, wishes.mapping)
    check_needed(file.header, columns, wishes.kind)
    told = said_by_header(file.header[0])
    said = replace(
        told,
        date_order=wishes.date_order or told.date_order,
        decimal=wishes.decimal or told.decimal,
        discount=wishes.discount or told.discount,
    )
    conventions = settle_conventions(file, wishes.kind, columns, said, breathe)
    if conventions.rows == 0:
        raise FileRefused(f"the file has a header but no {wishes.kind} below it", row=2)
    return Plan(wishes=wishes, file=file, columns=columns, conventions=conventions, notes=_notes(file))


def matched(file: CsvFile, kind: Kind, mapping: Mapping[str, str]) -> dict[str, int]:
    """The columns of the fields, the reasons of a rejects file left out."""
    header = file.header
    return match(("", *header[1:]) if is_reason(header[0]) else header, kind, mapping)


def _notes(file: CsvFile) -> tuple[Problem, ...]:
    if file.columns <= MOST_COLUMNS:
        return ()
    message = f"the file has {file.columns:,} columns; those after the {MOST_COLUMNS:,}th were not read"
    return (Problem(message=message, row=1, column=str(MOST_COLUMNS + 1)),)


def _whole(
    rows: Iterator[Row], make: Callable[[Row, Cells], Prepared | Rejected], cells: Cells
) -> Iterator[Prepared | Rejected]:
    """Rows through ``make``; those that can't be trusted are rejected before."""
    for row in rows:
        if row.flaw:
            yield Rejected(problems=(row.flaw,), rows=(row,))
        else:
            yield make(row, cells)
