"""What is being typed, kept in files beside the log, so that neither a crash nor a power cut loses it."""

import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from math import inf
from pathlib import Path

_log = logging.getLogger(__name__)

QUIET_SECONDS = 0.1
"""How long typing is gathered before it is written; it bounds what a crash can cost."""

RETRY_SECONDS = 2.0
"""How long to wait after a file could not be written."""

_SUFFIX = ".json"


class Drafts:
    """One small file per unfinished form, replaced as a whole, written and synced on a thread of its own.

    ``keep`` and ``drop`` return at once; the last one said about a name holds. ``on_trouble`` is called on the writing
    thread with a sentence when a file can't be written, and with an empty one when it can again.
    """

    def __init__(self, folder: Path, on_trouble: Callable[[str], None] | None = None) -> None:
        self._folder = folder
        self._on_trouble = on_trouble
        self._in_trouble = False
        self._wanted: dict[str, bytes | None] = {}
        self._changed = threading.Condition()
        self._writing: dict[str, bytes | None] = {}
        self._tries = 0
        self._hurry = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None

    def keep(self, name: str, content: bytes) -> None:
        """Remember a form's content under its name, in place of what was kept before."""
        self._want(name, content)

    def drop(self, name: str) -> None:
        """Forget a form: it was placed, kept elsewhere or thrown away."""
        self._want(name, None)

    def read(self, name: str) -> bytes | None:
        """What is kept under a name, the newest word included; None if nothing is."""
        waiting = self._waiting()
        if name in waiting:
            return waiting[name]
        try:
            return self._path(name).read_bytes()
        except OSError:
            return None

    def names(self) -> list[str]:
        """The forms kept, the one touched last first."""
        touched: dict[str, float] = {}
        for path in self._folder.glob(f"*{_SUFFIX}"):
            with suppress(OSError):
                touched[path.name.removesuffix(_SUFFIX)] = path.stat().st_mtime
        for name, content in self._waiting().items():
            if content is None:
                touched.pop(name, None)
            else:
                touched[name] = inf
        return sorted(touched, key=lambda name: -touched[name])

    def flush(self) -> None:
        """Wait until everything said so far is on disk, or was tried."""
        with self._changed:
            tries = self._tries + (2 if self._writing else 1)
            self._hurry.set()
            self._changed.wait_for(lambda: not (self._wanted or self._writing) or self._tries >= tries)
            if not self._closing:
                self._hurry.clear()

    def close(self) -> None:
        """Write what is waiting and end the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._hurry.set()
        if self._thread is not None:
            self._thread.join()

    def _waiting(self) -> dict[str, bytes | None]:
        with self._changed:
            return self._writing | self._wanted

    def _want(self, name: str, content: bytes | None) -> None:
        with self._changed:
            self._wanted[name] = content
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="docket-drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._closing)
                if not self._wanted:
                    return
            self._hurry.wait(RETRY_SECONDS if self._in_trouble else QUIET_SECONDS)
            with self._changed:
                self._writing, self._wanted = self._wanted, {}
            written = self._write(self._writing)
            with self._changed:
                if not written and not self._closing:
                    self._wanted = self._writing | self._wanted
                self._writing = {}
                self._tries += 1
                self._changed.notify_all()

    def _write(self, batch: dict[str, bytes | None]) -> bool:
        try:
            for name, content in batch.items():
                if content is None:
                    self._path(name).unlink(missing_ok=True)
                else:
                    self._replace(self._path(name), content)
        except OSError as error:
            _log.warning("what is being typed can't be kept: %s", error)
            self._tell(f"What you type can't be kept safe at the moment: {error.strerror or error}.")
            return False
        self._tell("")
        return True

    def _replace(self, path: Path, content: bytes) -> None:
        """Old or new, never half: a temporary file is synced before it takes the name, and the folder after."""
        self._folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".part")
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        if os.name == "posix":
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _tell(self, trouble: str) -> None:
        if bool(trouble) != self._in_trouble and self._on_trouble is not None:
            self._on_trouble(trouble)
        self._in_trouble = bool(trouble)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"
