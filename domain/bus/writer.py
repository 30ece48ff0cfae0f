"""The writer: one thread that decides commands and records them, many in one transaction when many are waiting."""

import logging
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from domain.bus.batch import Batch
from domain.bus.idempotency import reused
from domain.bus.pipeline import Outcome, Settle
from domain.bus.shelf import Shelf
from domain.errors import Collided, StoreUnavailable
from domain.instants import Instant
from domain.messages import Command, Receipt
from domain.store.encoding import digest
from domain.store.writing import Changes, LogHead, StoreWriter
from domain.work import Handlers

logger = logging.getLogger("docket.writer")

LARGEST_BATCH = 500
"""Commands per transaction: enough to make the disk's wait negligible, few enough that a person's own is soon next."""

FAR_BEHIND = 1000
"""Events of others after which everything kept in memory is forgotten, rather than looked through."""


Queued = tuple[Command, Settle]
"""A command, and what takes its outcome back to the sender."""


class Writer:
    """Owns the store's writing connection.

    ``recorded`` is told the newest position once a batch is on disk, before any of its receipts is given.
    """

    def __init__(
        self,
        store: StoreWriter,
        handlers: Handlers,
        clock: Callable[[], Instant],
        time_zone: str,
        recorded: Callable[[int], None],
    ) -> None:
        self._store = store
        self._handlers = handlers
        self._clock = clock
        self._time_zone = time_zone
        self._recorded = recorded
        self._shelf = Shelf()
        self._queue: SimpleQueue[Queued | None] = SimpleQueue()
        self._intake = Lock()
        self._closed = False
        self._news = 0
        self._thread = Thread(target=self._run, name="docket-writer", daemon=True)
        self._thread.start()

    def submit(self, command: Command, settle: Settle) -> None:
        """Queue a command; it is settled on the writer's thread."""
        with self._intake:
            if not self._closed:
                self._queue.put((command, settle))
                return
        settle(StoreUnavailable("Docket is closing; this was not recorded."))

    def close(self) -> None:
        """Take nothing more, finish what is queued, and end the thread."""
        with self._intake:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        closing = False
        while not closing:
            waiting: list[Queued] = []
            item = self._queue.get()
            while item is not None:
                waiting.append(item)
                if len(waiting) == LARGEST_BATCH:
                    break
                try:
                    item = self._queue.get_nowait()
                except Empty:
                    break
            closing = item is None
            if waiting:
                self._answer(waiting)
        self._store.close()

    def _answer(self, waiting: list[Queued]) -> None:
        self._news = 0
        try:
            outcomes = self._carried_out([command for command, _ in waiting])
        except Exception as error:
            outcomes = [self._failure(error)] * len(waiting)
        self._shelf.trim()
        if self._news:
            self._recorded(self._news)
        for (_, settle), outcome in zip(waiting, outcomes, strict=True):
            try:
                settle(outcome)
            except Exception:
                logger.exception("an outcome did not reach its sender")

    def _carried_out(self, commands: list[Command]) -> list[Outcome]:
        """Decide all and write them at once; under the lock if others came in between; else each by itself."""
        for attempt in (self._unlocked, self._locked):
            try:
                return attempt(commands)
            except Exception as error:
                if isinstance(self._store.meaning_of(error), StoreUnavailable):
                    raise
                logger.info("a batch of %d is decided again: %s", len(commands), type(error).__name__)
        return self._one_by_one(commands)

    def _unlocked(self, commands: list[Command]) -> list[Outcome]:
        """Decide commands while others may record, and write what was decided if it still stands."""
        self._store.connect()
        self._catch_up(self._store.head())
        batch = Batch(self._shelf, self._store, self._handlers)
        try:
            decided = [self._decide(batch, command) for command in commands]
            base = self._write(batch) if batch.accepted else self._shelf.known
        except BaseException:
            batch.abandon()
            raise
        return _settled(commands, base, decided)

    def _write(self, batch: Batch) -> int:
        """Write what was decided without a lock, if it still stands; returns the position before it."""
        changes = batch.changes()
        head = self._store.begin()
        try:
            if head.position != self._shelf.known:
                others = self._catch_up(head.position)
                if others is None or not batch.stands(others):
                    raise Collided("others recorded what these decisions rest on")
            self._append(head, batch, changes)
        except BaseException:
            self._store.rollback()
            raise
        return head.position

    def _locked(self, commands: list[Command]) -> list[Outcome]:
        """Decide commands while the head of the log is locked, so that nobody can overtake them again."""
        self._store.connect()
        head = self._store.begin()
        batch = Batch(self._shelf, self._store, self._handlers)
        try:
            self._catch_up(head.position)
            decided = [self._first_receipt(command) or self._decide(batch, command) for command in commands]
            if batch.accepted:
                self._append(head, batch, batch.changes())
            else:
                self._store.rollback()
        except BaseException:
            batch.abandon()
            self._store.rollback()
            raise
        return _settled(commands, head.position, decided)

    def _one_by_one(self, commands: list[Command]) -> list[Outcome]:
        """What can't be written, for whatever reason, keeps nothing else back."""
        outcomes: list[Outcome] = []
        for command in commands:
            try:
                outcomes += self._locked([command])
            except Exception as error:
                failure = self._failure(error)
                outcomes.append(failure)
                if isinstance(failure, StoreUnavailable):
                    # The store is gone for the rest, too, and each would wait for it in vain.
                    outcomes += [failure] * (len(commands) - len(outcomes))
                    break
        return outcomes

    def _append(self, head: LogHead, batch: Batch, changes: Changes) -> None:
        new = self._store.append(head, changes)
        self._store.commit(command_id=changes.commands[-1][0])
        batch.keep()
        if new.position > head.position:
            self._shelf.known = self._news = new.position

    def _decide(self, batch: Batch, command: Command) -> int | Outcome:
        """The events the batch then holds, or what the command is answered with instead of being recorded."""
        try:
            return batch.decide(command, self._clock(), self._time_zone)
        except Exception as error:
            if isinstance(self._store.meaning_of(error), StoreUnavailable):
                raise
            # What was carried out before is mostly refused now, since what it asks for is there already.
            return self._first_receipt(command) or error

    def _first_receipt(self, command: Command) -> Outcome | None:
        known = self._store.command(command.command_id)
        if known is None:
            return None
        fingerprint, position = known
        return Receipt(command.command_id, position) if fingerprint == digest(command) else reused(command)

    def _catch_up(self, position: int) -> set[str] | None:
        """Forget what others changed since; returns their streams, or None if everything was forgotten."""
        behind = position - self._shelf.known
        if behind == 0:
            return set()
        if not 0 < behind <= FAR_BEHIND:
            self._shelf.clear(position)
            return None
        others = self._store.streams_since(self._shelf.known)
        self._shelf.overtaken(position, others)
        return others

    def _failure(self, error: Exception) -> Exception:
        """What a failure means to the sender; after one of the database, everything starts on a new connection."""
        meaning = self._store.meaning_of(error)
        if meaning is not error:
            meaning.__cause__ = error
        if isinstance(meaning, StoreUnavailable):
            logger.warning("the write store failed: %s", error)
            self._shelf.clear()
            self._store.disconnect()
        return meaning


def _settled(commands: list[Command], base: int, decided: list[int | Outcome]) -> list[Outcome]:
    return [
        Receipt(command.command_id, base + result) if isinstance(result, int) else result
        for command, result in zip(commands, decided, strict=True)
    ]
