"""A lock between processes that goes with the one that holds it, however that ends."""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """The lock is on the file, not the file itself, which stays where it is."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting for it; False where somebody else has it."""
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(handle)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Give it back, if it is held."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)
