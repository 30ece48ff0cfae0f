"""The rejects file: the original rows and columns behind one with the reason, to be corrected and imported again.

What is rejected of a rejects file has its new reasons in place of the old ones.
"""

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from ui.importing.conventions import reasons_before
from ui.importing.csvfile import CsvFile
from ui.importing.prepared import Rejected


class RejectsFile:
    """Gathers rejected rows beside the target, which is replaced only at the end: it may be the file being imported.

    Reasons stand in front, so rows of any length keep their columns. Without rejected rows there is no file left.
    """

    def __init__(self, path: Path, file: CsvFile, head: str) -> None:
        self._path = path
        self._source = file.text.path
        self._beside = path.with_name(f"{path.name}.part")
        self._stream: IO[str] = self._beside.open("w", encoding="utf-8-sig", newline="")
        self._writer: Any = csv.writer(self._stream, delimiter=file.delimiter)
        self._before = reasons_before(file.header)
        self._writer.writerow([head, *file.header[self._before :]])
        self.rows = 0

    def add(self, rejected: Rejected) -> None:
        """Keep the rows, each with its own reasons or, where another row of its order is at fault, with that one's."""
        for row in rejected.rows:
            own = [problem.message for problem in rejected.problems if problem.row == row.number]
            reasons = own or [problem.in_file for problem in rejected.problems]
            self._writer.writerow(["; ".join(reasons), *row.cells[self._before :]])
            self.rows += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        if self.rows:
            os.replace(self._beside, self._path)
            return
        self._beside.unlink()
        if self._path.exists() and not self._path.samefile(self._source):
            self._path.unlink()
