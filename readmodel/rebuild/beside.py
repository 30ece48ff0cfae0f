"""Rebuilding and verifying in a process of their own, as the projecting process and onlookers ask for it."""

from pathlib import Path
from uuid import uuid4

from readmodel.control import Progress
from readmodel.rebuild.process import Request, run_beside


def build_beside(data_dir: Path, store: str | None, path: Path, until: int, progress: Progress) -> None:
    """Fill an empty read-store file up to a position; raises RebuildFailed, and the file is then good for nothing."""
    request = Request(data_dir=str(data_dir.absolute()), store=store, path=str(path.absolute()), until=until)
    run_beside(request, progress)


def verify_beside(data_dir: Path, store: str | None, progress: Progress) -> tuple[str, ...]:
    """What differs between the current generation and one rebuilt aside; empty if nothing does."""
    aside = data_dir / f"read-aside-{uuid4().hex}.db"
    request = Request(data_dir=str(data_dir.absolute()), store=store, path=str(aside.absolute()), until=None)
    try:
        return run_beside(request, progress).differences
    finally:
        for left in data_dir.glob(f"{aside.name}*"):
            left.unlink(missing_ok=True)
