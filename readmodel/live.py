"""The generation in force, and everything that is done to it in a transaction."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from domain.messages import Recorded
from domain.store.wal import Folding
from readmodel.applying import Applier, Change, Poisoned, is_of_the_file
from readmodel.control import DeadLetter, Skip
from readmodel.projection import Projection
from readmodel.store.dead_letters import park, read_letters, remove_letter, write_letter
from readmodel.store.file import ReadFile, Unusable, mark_of
from readmodel.store.generations import Generations
from readmodel.store.skips import Skips, left_out

_log = logging.getLogger(__name__)

KEEP = 2000
"""Rows per table remembered between batches: what was just touched is often touched again, and not read anew."""

FOLD_FROM, FOLD_AT = 1000, 10_000
"""Events after which the write-ahead log is folded once all is quiet, and after which it is folded at once: some forty
and four hundred megabytes of it, if they came one by one. It need not be on disk before, and the disk is the writer's.
"""


class Log(Protocol):
    """The event log, as projecting reads it."""

    def head(self) -> int: ...
    def read(self, after: int, limit: int) -> list[Recorded]: ...
    def at(self, positions: Sequence[int]) -> list[Recorded]: ...
    def positions_of(self, stream: str) -> list[int]: ...
    def stream(self, name: str) -> list[Recorded]: ...


class LiveStore:
    """The current read-store file with the projections at work on it. Only for whoever holds the projector's lock."""

    def __init__(self, data_dir: Path, log: Log, projections: Sequence[Projection]) -> None:
        self.generations = Generations(data_dir)
        self.letters: tuple[DeadLetter, ...] = ()
        self.skips: tuple[Skip, ...] = ()
        self._kept_skips = Skips(data_dir, log)
        self._log = log
        self._projections = projections
        self._file: ReadFile | None = None
        self._sign: tuple[int, int] | None = None
        self._applier: Applier | None = None
        self._folding: Folding | None = None

    @property
    def usable(self) -> bool:
        """Whether there is a file to go on with; without one, somebody has to rebuild or begin anew."""
        return self._file is not None

    @property
    def vanished(self) -> bool:
        """Whether somebody deleted the file under us: it could be written to for ever and never be read again."""
        return self._file is not None and not self._file.path.exists()

    @property
    def out_of_sight(self) -> bool:
        """Whether readers may find no file, or another one, since somebody deleted or changed the pointer."""
        return self._file is not None and self.generations.sign() != self._sign

    @property
    def position(self) -> int:
        """The checkpoint: everything up to it is in the file."""
        file = self._file
        return file.position if file is not None else 0

    def open(self) -> None:
        """Go on with the current generation, if it fits these projections and this log."""
        self.generations.remove_unused()
        self.skips = self._kept_skips.read()
        path = self.generations.current()
        if path is None:
            return
        try:
            file = ReadFile.open(path, self._projections)
        except Unusable as reason:
            _log.info("%s can't be gone on with: %s", path.name, reason)
            return
        with ExitStack() as undoing:
            undoing.callback(file.close)
            if self._fits_the_log(file):
                self.use(file)
                undoing.pop_all()
            else:
                _log.info("%s holds nothing yet, or was made from another log", path.name)

    def begin_anew(self) -> None:
        """Go on with a new, empty generation."""
        with self.generations.fresh() as path, ExitStack() as undoing:
            file = ReadFile.create(path, self._projections)
            undoing.callback(file.close)
            self.use(file)
            undoing.pop_all()

    def use(self, file: ReadFile) -> None:
        """Make a file the current generation; readers follow the pointer.

        The one before is left only then: where the switch fails, it stays in force.
        """
        applier = Applier(self._projections, file.db, left_out(self.skips), KEEP)
        if self.generations.current() != file.path:
            self.generations.switch_to(file.path)
            self._forget_taken_back()
        self.close()
        self._file, self._applier = file, applier
        self._sign = self.generations.sign()
        self._folding = Folding(file.path, FOLD_FROM, FOLD_AT)
        self._read_letters()

    def show(self) -> None:
        """Have readers find the file in force again."""
        file, _ = self._in_force()
        self.generations.switch_to(file.path)
        self._sign = self.generations.sign()

    def close(self) -> None:
        """Leave the current file."""
        if self._folding is not None:
            self._folding.close()
        if self._file is not None:
            self._file.close()
        self._file = self._applier = self._folding = None

    def advance(self, batch: Sequence[Recorded]) -> frozenset[Change]:
        """Project the events behind the checkpoint, each exactly once, and say what changed.

        An event that a projection can't apply becomes a dead letter, in a transaction of its own, and the batch is then
        applied again without it; whatever else goes wrong is raised, with the file as it was.
        """
        _, applier = self._in_force()
        try:
            return self._advance(batch, applier.apply)
        except Exception as error:
            if isinstance(error, Unusable) or is_of_the_file(error):
                raise
        while True:
            try:
                return self._advance(batch, applier.apply_apart)
            except Poisoned as poisoned:
                self._record(poisoned.letters)

    def retry(self, letter: DeadLetter) -> frozenset[Change]:
        """Apply a dead letter and what is parked behind it; what fails again becomes the dead letter instead.

        Nothing happens to a letter that is out of date, since the event was applied meanwhile.
        """
        file, applier = self._in_force()
        if not self._stands(letter):
            return frozenset()
        behind = [r for r in self._log.stream(letter.stream) if letter.position <= r.position <= file.position]
        with self._transaction() as db:
            remove_letter(db, letter)
            failed = applier.lanes[letter.projection].resume(behind)
            if failed is not None:
                write_letter(db, failed)
        self._read_letters()
        return applier.changes(behind)

    def skip(self, event: DeadLetter | Skip) -> frozenset[Change]:
        """Leave a dead letter's event out for good and apply what is parked behind it; or leave out, after all, what
        was taken back.
        """
        if isinstance(event, Skip):
            self._decide(replace(event, taken_back=False))
            return frozenset()
        if not self._stands(event):
            return frozenset()
        self._decide(self._kept_skips.of(event))
        return self.retry(event)

    def take_back(self, skip: Skip) -> frozenset[Change]:
        """Have the next generation apply an event that was left out. In this one it is too late: what comes after it
        in its stream was applied without it."""
        self._decide(replace(skip, taken_back=True))
        return frozenset()

    def _advance(self, batch: Sequence[Recorded], apply: Callable[[Sequence[Recorded]], None]) -> frozenset[Change]:
        file, applier = self._in_force()
        with self._transaction() as db:
            apply(batch)
            for lane in applier.lanes.values():
                if lane.letters:
                    park(db, lane.name, lane.parked(batch))
            file.move_checkpoint(batch[-1])
        file.committed(batch[-1])
        if self._folding is not None:
            self._folding.written(len(batch))
        if self.letters:
            self._read_letters()
        return applier.changes(batch)

    def _record(self, letters: Sequence[DeadLetter]) -> None:
        with self._transaction() as db:
            for letter in letters:
                write_letter(db, letter)
        self._read_letters()

    def _forget_taken_back(self) -> None:
        self.skips = tuple(skip for skip in self.skips if not skip.taken_back)
        try:
            self._kept_skips.forget_taken_back()
        except OSError as error:
            # They are listed once more after the next start, and that is all.
            _log.warning("Skips that were taken back can't be forgotten: %s", error)

    def _decide(self, skip: Skip) -> None:
        _, applier = self._in_force()
        self._kept_skips.keep(skip)
        self.skips = self._kept_skips.read()
        positions = left_out(self.skips)
        for lane in applier.lanes.values():
            lane.skips = positions.get(lane.name, frozenset())

    def _read_letters(self) -> None:
        file, applier = self._in_force()
        self.letters = tuple(read_letters(file.db))
        for lane in applier.lanes.values():
            lane.letters = {letter.stream: letter for letter in self.letters if letter.projection == lane.name}

    def _stands(self, letter: DeadLetter) -> bool:
        """Whether it still is the dead letter of its stream: whoever acts on one may have looked some time ago."""
        lane = self._in_force()[1].lanes[letter.projection]
        standing = lane.letters.get(letter.stream)
        return standing is not None and standing.position == letter.position

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The one way to write to the file in force: all of it or nothing, and then nothing of it is remembered."""
        file, applier = self._in_force()
        try:
            with file.transaction():
                yield file.db
        except BaseException as error:
            applier.forget()
            if type(error) is sqlite3.DatabaseError:
                # Neither the event's fault nor the moment's: the file itself is damaged.
                raise Unusable(str(error)) from error
            raise

    def _fits_the_log(self, file: ReadFile) -> bool:
        if file.position == 0:
            # Nothing is lost with it, and a log that grew long meanwhile is better projected aside than into it.
            return self._log.head() == 0
        last = self._log.read(file.position - 1, 1)
        return bool(last) and mark_of(last[0]) == file.mark

    def _in_force(self) -> tuple[ReadFile, Applier]:
        if self._file is None or self._applier is None:
            raise Unusable("there is no read store yet")
        return self._file, self._applier
