"""Where a store is, and what can be told of it before anything is touched.

Nothing here needs SQLAlchemy, whose import takes a fifth of a second: a window whose store is sound shows its first
rows before.
"""

import os
import sqlite3
from pathlib import Path

from domain.errors import StoreUnavailable

FILE_NAME = "write.db"
FORMAT = 1
"""The shape of the tables. A store of a higher format was written by a newer Docket and is left alone."""


def make_data_dir(data_dir: Path) -> None:
    """Make the data directory where there is none; raises StoreUnavailable."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StoreUnavailable(f"The data directory {data_dir} can't be used: it is a file, not a folder.") from error
    except OSError as error:
        raise StoreUnavailable(f"The data directory {data_dir} can't be used: {error.strerror}.") from error


def holds_a_store(file: Path) -> bool:
    """Whether a file is a store that can be written to, told without opening it for writing.

    That might already change files beside it. Raises StoreUnavailable if it is of a newer Docket or may not be written.
    """
    found = _format_of(file)
    if found is not None:
        refuse_newer(found)
    check_writable(file.parent, file)
    return found is not None


def check_writable(*places: Path) -> None:
    """Raises StoreUnavailable if one of these is there and may not be written to.

    SQLite writes beside what it reads, and would only say that it is unable to open the file, or find nothing in it.
    """
    for place in places:
        if place.exists() and not os.access(place, os.W_OK):
            raise StoreUnavailable(
                f"{place} can't be written to, which is needed even to look at what is there. "
                "Copy the whole folder to where it can be."
            )


def names_a_server(store: str) -> bool:
    """Whether an address is a server's, which may be away and come back; what else it says is not looked at."""
    return store.startswith(("postgresql://", "postgres://"))


def refuse_newer(found: int) -> None:
    """Raises StoreUnavailable if a store has a format that only a newer Docket knows."""
    if found > FORMAT:
        raise StoreUnavailable(
            f"This store was written by a newer Docket (format {found}, not {FORMAT}); open it with that one."
        )


def _format_of(file: Path) -> int | None:
    if not os.path.exists(file):  # which is also the answer where it may not be looked at
        return None
    # Without a write-ahead log beside it the file is complete, and reading it as immutable leaves no trace at all.
    mode = "mode=ro" if file.with_name(f"{file.name}-wal").exists() else "immutable=1"
    try:
        peek = sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True)
        try:
            row = peek.execute("SELECT format FROM log").fetchone()
        finally:
            peek.close()
    except sqlite3.Error:
        return None  # an empty or damaged file: opening it properly tells which
    return None if row is None else int(row[0])
