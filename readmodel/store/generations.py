"""Which read-store file is the current one.

Every file has a name of its own and is never replaced: SQLite would take the old file's write-ahead log for the new
one's. A small pointer file names the current generation, and replacing *it* is the switch.
"""

import contextlib
import os
import re
from pathlib import Path

POINTER = "read-current"
_NAME = re.compile(r"read-(\d{6,})\.db")


class Generations:
    """The read-store files of one data directory; deleting any of them, or all, loses nothing."""

    def __init__(self, data_dir: Path) -> None:
        self._dir = data_dir
        self._pointer = data_dir / POINTER

    def sign(self) -> tuple[int, int] | None:
        """Something that is different after every switch, and cheap to look at; None without a pointer."""
        try:
            found = self._pointer.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def current(self) -> Path | None:
        """The file in force; None if there is no pointer, or it names nothing that exists."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        if not _NAME.fullmatch(name):
            return None
        path = self._dir / name
        return path if path.is_file() else None

    def fresh(self) -> Path:
        """A name that no generation had yet."""
        taken = [int(found[1]) for file in self._dir.glob("read-*") if (found := _NAME.match(file.name))]
        return self._dir / f"read-{max(taken, default=0) + 1:06d}.db"

    def switch_to(self, path: Path) -> None:
        """Make a file the current one, in one step that a crash can't split."""
        draft = self._pointer.with_name(f"{POINTER}.new")
        with draft.open("w", encoding="ascii") as file:
            file.write(f"{path.name}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)

    def remove_unused(self) -> None:
        """Delete every read-store file but the current one; only for the projecting process, when it starts."""
        current = self.current()
        for file in self._dir.glob("read*"):
            keep = file == self._pointer or (current is not None and file.name.startswith(current.name))
            if not keep and file.is_file():
                # On Windows a file that somebody still reads stays until the next start.
                with contextlib.suppress(OSError):
                    file.unlink()
