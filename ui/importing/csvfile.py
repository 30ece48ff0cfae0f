"""Rows and cells of a CSV file, read as a stream, whichever of comma, semicolon or tab separates them."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from ui.importing.matching import column_name
from ui.importing.problems import FileRefused, Problem
from ui.importing.text import TextFile

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

MOST_COLUMNS = 16_384
"""As wide as a spreadsheet gets; a wider file has lost its line ends or its delimiter."""

_LONGEST_CELL = 1 << 20
_LINES_OF_A_RECORD = 100
_SAMPLE = 60


class Row(Struct, frozen=True):
    """One record. ``number`` counts as a spreadsheet does; ``flaw`` says why its cells can't be trusted."""

    number: int
    cells: list[str]
    flaw: Problem | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


class CsvFile(Struct, frozen=True):
    """A text file, its delimiter and its header; ``told`` if the first line said ``sep=``, as Excel writes it."""

    text: TextFile
    delimiter: str
    header: tuple[str, ...]
    columns: int
    told: bool = False

    @property
    def separator(self) -> str:
        """What the delimiter is called."""
        return DELIMITERS.get(self.delimiter, self.delimiter)

    def rows(self) -> Iterator[Row]:
        """The rows after the header, blank ones left out."""
        with self.text.open() as stream:
            rows = records(stream, self.delimiter)
            seen_header = False
            for row in rows:
                if row.blank or (self.told and row.number == 1):
                    continue
                if not seen_header:
                    seen_header = True
                    continue
                yield self._checked(row)

    def _checked(self, row: Row) -> Row:
        if not row.flaw and "\0" in "".join(row.cells):
            place = next(place for place, cell in enumerate(row.cells) if "\0" in cell)
            return _flawed(row.number, row.cells, "the cell holds a NUL byte", column_name(self.header, place))
        if row.flaw or len(row.cells) == self.columns:
            return row
        if len(row.cells) > self.columns and not any(cell.strip() for cell in row.cells[self.columns :]):
            return Row(row.number, row.cells[: self.columns])
        cells = f"{len(row.cells):,} cell{'' if len(row.cells) == 1 else 's'}"
        return _flawed(row.number, row.cells, f"the row has {cells} where the header has {self.columns:,}")


def open_csv(text: TextFile) -> CsvFile:
    """Find the delimiter and read the header; raises FileRefused where there is none."""
    told = _told_delimiter(text)
    delimiter = told or _likeliest_delimiter(text)
    with text.open() as stream:
        rows = records(stream, delimiter)
        header = next((row for row in rows if not row.blank and not (told and row.number == 1)), None)
    if header is None:
        raise FileRefused("the file is empty; its first row should name the columns", row=1)
    if header.flaw:
        raise FileRefused(header.flaw.message, row=header.number)
    names = tuple(cell.strip() for cell in header.cells[:MOST_COLUMNS])
    for place, name in enumerate(names, start=1):
        if "\0" in name:
            raise FileRefused("the column's name holds a NUL byte", row=header.number, column=str(place))
    return CsvFile(text, delimiter, names, len(header.cells), bool(told))


def records(stream: Iterable[str], delimiter: str) -> Iterator[Row]:
    """Records of any text; one whose quote is never closed is flawed, and reading goes on with the next line."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    number = 0
    while True:
        number += 1
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_NeverClosed, csv.Error) as error:
            first = lines.take_back()
            flaw = "a cell is longer than a million characters" if isinstance(error, csv.Error) else _NeverClosed.FLAW
            reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
            yield _flawed(number, first.rstrip("\r\n").split(delimiter), flaw)
            continue
        yield Row(number, cells)


def _flawed(number: int, cells: list[str], message: str, column: str = "") -> Row:
    return Row(number, cells, Problem(message=message, row=number, column=column))


class _NeverClosed(Exception):
    FLAW = "a quote is opened and never closed"


class _Lines:
    """Feeds the csv reader line by line and can take back all but the first line of a record gone wrong."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._again: list[str] = []
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._taken) > _LINES_OF_A_RECORD:
            raise _NeverClosed
        line = self._again.pop() if self._again else next(self._stream, None)
        if line is None:
            if self._taken:
                raise _NeverClosed
            raise StopIteration
        self._taken.append(line)
        return line

    def begin(self) -> None:
        """A new record begins with the next line."""
        self._taken.clear()

    def take_back(self) -> str:
        """Keep the record's first line as read and give the others again."""
        self._again.extend(reversed(self._taken[1:]))
        return self._taken[0]


def _told_delimiter(text: TextFile) -> str:
    with text.open() as stream:
        first = stream.readline(_LONGEST_CELL).strip().strip('"')
    return first[4:5] if len(first) == 5 and first.lower().startswith("sep=") else ""


def _likeliest_delimiter(text: TextFile) -> str:
    """The delimiter that gives the most columns among those that give most rows as many cells as the header."""

    def merit(delimiter: str) -> tuple[float, int]:
        with text.open() as stream:
            widths = [len(row.cells) for row in islice(records(stream, delimiter), _SAMPLE) if not row.blank]
        if not widths or widths[0] < 2:
            return 0.0, 0
        agreeing = sum(width == widths[0] for width in widths) / len(widths)
        return round(agreeing, 1), widths[0]

    merits = {delimiter: merit(delimiter) for delimiter in DELIMITERS}
    fair = {delimiter: merit for delimiter, merit in merits.items() if merit[0] >= 0.5}
    return max(fair or merits, key=lambda delimiter: merits[delimiter][1])
