"""Which read-store file is the current one.

Every file has a name of its own and is never replaced: SQLite would take the old file's write-ahead log for the new
one's. A small pointer file names the current generation, and replacing *it* is the switch.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from readmodel.store.lock import FileLock

POINTER = "read-current"
_NAME = re.compile(r"read-(\d{6,})\.db")
_LOCK = ".lock"


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

    @contextlib.contextmanager
    def fresh(self) -> Iterator[Path]:
        """An empty file to make a generation of, under a name that no other has; gone again where that fails."""
        path = self._reserved()
        try:
            yield path
        except BaseException:
            for left in self._dir.glob(f"{path.name}*"):
                with contextlib.suppress(OSError):
                    left.unlink()
            raise

    def _reserved(self) -> Path:
        while True:
            taken = [int(found[1]) for file in self._dir.glob("read-*") if (found := _NAME.match(file.name))]
            path = self._dir / f"read-{max(taken, default=0) + 1:06d}.db"
            # Somebody else may take the same number at this moment: whoever makes the file has it.
            with contextlib.suppress(FileExistsError):
                path.touch(exist_ok=False)
                return path

    def switch_to(self, path: Path) -> None:
        """Make a file the current one, in one step that a crash can't split."""
        draft = self._pointer.with_name(f"{POINTER}.new")
        with draft.open("w", encoding="ascii") as file:
            file.write(f"{path.name}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)

    def remove_unused(self) -> None:
        """Delete every read-store file but the current one and those that are being made; only for the projecting
        process, when it starts.

        Whoever still reads an older generation goes on reading it, though its name is gone.
        """
        current = self.current()
        kept = [] if current is None else [current.name]
        dead: list[FileLock] = []
        for file in self._dir.glob(f"read*{_LOCK}"):
            lock = FileLock(file)
            if lock.acquire():
                dead.append(lock)
            else:
                kept.append(file.name.removesuffix(_LOCK))
        for file in self._dir.glob("read*"):
            if file != self._pointer and not file.name.startswith(tuple(kept)) and file.is_file():
                # On Windows a file that somebody still reads stays until the next start.
                with contextlib.suppress(OSError):
                    file.unlink()
        for lock in dead:
            lock.release()


@contextlib.contextmanager
def being_made(path: Path) -> Iterator[None]:
    """Keep a read-store file, and those beside it whose names begin with its own, while this process makes it.

    Nobody else may make a file of that name.
    """
    file = path.with_name(f"{path.name}{_LOCK}")
    lock = FileLock(file)
    # Whoever removes unused files may see the lock before it is ours, and takes it away with what it takes for a
    # dead process's.
    while not (lock.acquire() and file.exists()):
        lock.release()
    try:
        yield
    finally:
        lock.release()
        with contextlib.suppress(OSError):
            file.unlink()
