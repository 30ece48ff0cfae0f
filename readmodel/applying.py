"""Applying a batch of events to all projections of one read-store file."""

import logging
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from domain.handlers import AGGREGATES
from domain.messages import Event, Recorded
from readmodel.control import DeadLetter
from readmodel.projection import Handler, Projection
from readmodel.rows import Rows

_log = logging.getLogger(__name__)

TRIES = 3
"""How often an event is tried before it becomes a dead letter."""

Change = tuple[str, str]


class Poisoned(Exception):
    """Events that projections could not apply; nothing of their batch is in the file."""

    def __init__(self, letters: list[DeadLetter]) -> None:
        super().__init__(f"{len(letters)} events could not be applied, the first: {letters[0].error}")
        self.letters = letters


def is_of_the_file(error: Exception) -> bool:
    """Whether something went wrong with the read-store file, and not with an event."""
    return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


class Lane:
    """One projection at work on one file: its rows, what it leaves out and which streams wait behind a dead letter."""

    def __init__(self, projection: Projection, db: sqlite3.Connection, skips: Collection[int], keep: int) -> None:
        self.name = projection.name
        self.handlers: dict[type[Event], Handler] = projection.handlers()
        self.rows = Rows(db, projection.tables, keep)
        self.skips = frozenset(skips)
        self.letters: dict[str, DeadLetter] = {}
        self.settle = projection.settle
        self._db = db

    def apply(self, batch: Sequence[Recorded]) -> None:
        """Apply a batch to the buffered rows; the caller settles and flushes."""
        handlers, rows = self.handlers, self.rows
        recorded = None
        try:
            for recorded in self._wanted(batch) if self.skips or self.letters else batch:
                event = recorded.event
                if (kind := type(event)) in handlers:
                    handlers[kind](event, recorded, rows)
        except Exception as error:
            error.add_note(f"in {self.name}, at event {recorded and recorded.position}")
            raise

    def isolate(self, batch: Sequence[Recorded]) -> list[DeadLetter]:
        """Apply a batch event by event, for the sake of finding those that fail, the first of each stream."""
        found: dict[str, DeadLetter] = {}
        for recorded in self._wanted(batch):
            if recorded.stream not in found and type(recorded.event) in self.handlers:
                letter = self.attempt(recorded)
                if letter is not None:
                    found[recorded.stream] = letter
        return list(found.values())

    def resume(self, behind: Sequence[Recorded]) -> DeadLetter | None:
        """Apply what waited behind a dead letter, in order; what stands in its way now, with what still waits."""
        wanted = [r for r in behind if type(r.event) in self.handlers and r.position not in self.skips]
        for index, recorded in enumerate(wanted):
            letter = self.attempt(recorded)
            if letter is not None:
                letter = replace(letter, parked=len(wanted) - index - 1)
                break
        else:
            letter = None
        self.settle(self.rows)
        self.rows.flush()
        return letter

    def attempt(self, recorded: Recorded) -> DeadLetter | None:
        """Apply one event in a savepoint of its own, several times if need be; what stands in its way otherwise."""
        failure = ""
        for _ in range(TRIES):
            self._db.execute("SAVEPOINT event")
            try:
                self.handlers[type(recorded.event)](recorded.event, recorded, self.rows)
                self.rows.flush()
            except Exception as error:
                self.undo("event", error)
                failure = f"{type(error).__name__}: {error}"
                _log.warning("%s can't apply event %d", self.name, recorded.position, exc_info=True)
            else:
                self._db.execute("RELEASE event")
                return None
        return DeadLetter(
            projection=self.name,
            stream=recorded.stream,
            position=recorded.position,
            type=type(recorded.event).__name__,
            # It may hold what is no text, such as a file's name, and the letter has to be written nevertheless.
            error=failure.encode(errors="backslashreplace").decode(),
            parked=0,
        )

    def undo(self, savepoint: str, error: Exception) -> None:
        """Go back to a savepoint; raises the error again if it is the file's fault and not the event's."""
        if is_of_the_file(error):
            raise error
        self._db.execute(f"ROLLBACK TO {savepoint}")
        self._db.execute(f"RELEASE {savepoint}")
        self.rows.forget()

    def concerns(self, types: Collection[type]) -> bool:
        """Whether any of these types of events is handled here."""
        return not self.handlers.keys().isdisjoint(types)

    def parked(self, batch: Iterable[Recorded]) -> dict[str, int]:
        """How many events of a batch wait behind each dead letter, by stream."""
        waiting: dict[str, int] = {}
        for recorded in batch:
            letter = self.letters.get(recorded.stream)
            if letter is not None and recorded.position > letter.position and type(recorded.event) in self.handlers:
                waiting[recorded.stream] = waiting.get(recorded.stream, 0) + 1
        return waiting

    def _wanted(self, batch: Iterable[Recorded]) -> Iterable[Recorded]:
        for recorded in batch:
            letter = self.letters.get(recorded.stream)
            if (letter is None or recorded.position < letter.position) and recorded.position not in self.skips:
                yield recorded


class Applier:
    """All projections at work on one file, in its transactions, which the caller begins and ends."""

    def __init__(
        self,
        projections: Sequence[Projection],
        db: sqlite3.Connection,
        skips: Mapping[str, frozenset[int]],
        keep: int = 0,
    ) -> None:
        self.lanes = {p.name: Lane(p, db, skips.get(p.name, frozenset()), keep) for p in projections}
        self._db = db

    def apply(self, batch: Sequence[Recorded]) -> None:
        """Apply a batch. Raises what a projection raised, and leaves it to the caller to roll back."""
        for lane in self._concerned(batch):
            lane.apply(batch)
            lane.settle(lane.rows)
            lane.rows.flush()

    def apply_apart(self, batch: Sequence[Recorded]) -> None:
        """Apply a batch in a savepoint per projection. Raises Poisoned, and leaves it to the caller to roll back.

        Which projection can't apply which event is found out here; savepoints cost too much to begin with them.
        """
        failed: list[DeadLetter] = []
        for lane in self._concerned(batch):
            failed += self._apply_in_savepoint(lane, batch)
        if failed:
            raise Poisoned(failed)

    def apply_all_or_fail(self, batch: Sequence[Recorded]) -> None:
        """Apply a batch to a file that is thrown away if that fails; raises what the projection at fault raised."""
        for lane in self.lanes.values():
            lane.apply(batch)
            lane.rows.flush()
            lane.rows.touched.clear()

    def settle(self) -> None:
        """Bring up to date what projections derive from their own tables; due before a file is read."""
        for lane in self.lanes.values():
            lane.settle(lane.rows)
            lane.rows.flush()

    def changes(self, batch: Sequence[Recorded]) -> frozenset[Change]:
        """What an applied batch changed, for whoever shows it."""
        changes = {change for recorded in batch for change in subjects_of(recorded.event)}
        for lane in self.lanes.values():
            changes |= lane.rows.touched
            lane.rows.touched.clear()
        return frozenset(changes)

    def forget(self) -> None:
        """Drop what is buffered, after the caller's rollback."""
        for lane in self.lanes.values():
            lane.rows.forget()

    def _concerned(self, batch: Sequence[Recorded]) -> list[Lane]:
        types = {type(recorded.event) for recorded in batch}
        return [lane for lane in self.lanes.values() if lane.concerns(types)]

    def _apply_in_savepoint(self, lane: Lane, batch: Sequence[Recorded]) -> list[DeadLetter]:
        self._db.execute("SAVEPOINT projection")
        try:
            lane.apply(batch)
            lane.settle(lane.rows)
            lane.rows.flush()
        except Exception as error:
            lane.undo("projection", error)
            found = lane.isolate(batch)
            if not found:
                # No event by itself is at fault, and all are applied now; what fails beyond them is nobody's to skip.
                lane.settle(lane.rows)
                lane.rows.flush()
            return found
        self._db.execute("RELEASE projection")
        return []


_SUBJECTS = {f"{kind.KIND}_id": kind.KIND for kind in AGGREGATES}
"""What the fields of events that hold an aggregate's id speak of."""
_named: dict[type[Struct], tuple[Change, ...]] = {}


def subjects_of(event: Struct) -> list[Change]:
    """What an event speaks of, by the ids it carries."""
    kind = type(event)
    if kind not in _named:
        fields = [(_SUBJECTS[field], field) for field in kind.__struct_fields__ if field in _SUBJECTS]
        _named[kind] = tuple(fields)
    if not _named[kind]:
        return [("business", "main")]
    return [(subject, id) for subject, field in _named[kind] if (id := getattr(event, field)) is not None]
