"""The demonstration's own data directory: generated on first use, and the same one again from then on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from domain.errors import NotAllowed, StoreUnavailable
from readmodel.store.lock import FileLock
from ui.samples.generating import SEED

MARK = "demo.json"


class Mark(msgspec.Struct, frozen=True):
    """What a finished demonstration was made of; it lies in its data directory."""

    orders: int
    seed: str


def is_demo(folder: Path, orders: int) -> bool:
    """Whether a folder holds the whole demonstration of this size."""
    try:
        return msgspec.json.decode((folder / MARK).read_bytes(), type=Mark) == Mark(orders, SEED)
    except (OSError, msgspec.DecodeError):
        return False


def prepare_demo(folder: Path, orders: int, fill: Callable[[Path], None]) -> None:
    """Have the demonstration in a folder, generating it with ``fill`` unless it is there already.

    It is made beside the folder and moved there when it is complete, so one that was broken off is never found; what is
    left of it, should the process have been killed, makes room for the next. Raises NotAllowed if something else is in
    the folder, or another process is making it now, and StoreUnavailable if there can be no such folder.
    """
    if is_demo(folder, orders):
        return
    draft = folder.with_name(f"{folder.name}.unfinished")
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        if not taken:
            draft.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"The data directory {folder} can't be used: {error.strerror}.") from error
    if taken:
        raise NotAllowed(f"{folder} holds something already; a demonstration needs a data directory of its own.")
    lock = FileLock(draft / "making.lock")
    if not lock.acquire():
        raise NotAllowed(f"Another process is making {folder} already; wait until it is done.")
    try:
        made = draft / "data"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        fill(made)
        (made / MARK).write_bytes(msgspec.json.encode(Mark(orders, SEED)))
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    finally:
        shutil.rmtree(draft / "data", ignore_errors=True)
        lock.release()
        shutil.rmtree(draft, ignore_errors=True)
