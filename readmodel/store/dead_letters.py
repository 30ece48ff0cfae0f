"""Dead letters, in the read store they belong to, and skips, which outlive it."""

import json
import os
import sqlite3
from pathlib import Path

from readmodel.control import DeadLetter

SKIPS = "skips.json"
"""Not named read…: deleting the read store must not bring a skipped event back."""


def read_letters(db: sqlite3.Connection) -> list[DeadLetter]:
    """Every dead letter of a file, oldest first."""
    found = db.execute(
        "SELECT projection, stream, position, type, error, parked FROM dead_letter ORDER BY position, projection"
    )
    names = ("projection", "stream", "position", "type", "error", "parked")
    return [DeadLetter(**dict(zip(names, row, strict=True))) for row in found]


def write_letter(db: sqlite3.Connection, letter: DeadLetter) -> None:
    """Record a dead letter, in place of an earlier one of its projection and stream."""
    db.execute(
        "INSERT OR REPLACE INTO dead_letter VALUES (?, ?, ?, ?, ?, ?)",
        (letter.projection, letter.stream, letter.position, letter.type, letter.error, letter.parked),
    )


def park(db: sqlite3.Connection, projection: str, waiting: dict[str, int]) -> None:
    """Count events that wait behind the dead letters of these streams."""
    db.executemany(
        "UPDATE dead_letter SET parked = parked + ? WHERE projection = ? AND stream = ?",
        [(count, projection, stream) for stream, count in waiting.items()],
    )


def remove_letter(db: sqlite3.Connection, letter: DeadLetter) -> None:
    """Take a dead letter out."""
    db.execute("DELETE FROM dead_letter WHERE projection = ? AND stream = ?", (letter.projection, letter.stream))


class Skips:
    """The events that a person decided to leave out of a projection, by position; every rebuild honours them."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / SKIPS

    def read(self) -> dict[str, frozenset[int]]:
        """Positions by projection."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return {projection: frozenset(positions) for projection, positions in kept.items()}

    def add(self, projection: str, position: int) -> None:
        """Leave one more event out for good."""
        kept = {name: set(positions) for name, positions in self.read().items()}
        kept.setdefault(projection, set()).add(position)
        draft = self._path.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            json.dump({name: sorted(positions) for name, positions in sorted(kept.items())}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
