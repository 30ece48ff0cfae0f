"""Dead letters, in the read store they belong to."""

import sqlite3

from readmodel.control import DeadLetter


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
