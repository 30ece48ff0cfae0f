"""Filling an empty store in one transaction: a whole history is there in the end, or nothing of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from domain.errors import NotAllowed
from domain.store.writing import Changes, LogHead, StoreWriter

if TYPE_CHECKING:
    from domain.store.database import Database


class Filling:
    """The transaction. What was appended is read through ``writer``, and by nobody else before the end."""

    def __init__(self, writer: StoreWriter, head: LogHead) -> None:
        self.writer = writer
        self._head = head
        self._last_command = ""

    @property
    def position(self) -> int:
        """The last position appended."""
        return self._head.position

    def append(self, changes: Changes) -> None:
        """Write what was decided upon everything appended so far."""
        if changes.commands:
            self._head = self.writer.append(self._head, changes)
            self._last_command = changes.commands[-1][0]

    def commit(self) -> None:
        """Make it durable and visible."""
        self.writer.commit(self._last_command)


@contextmanager
def filling(database: "Database", writer: StoreWriter) -> Iterator[Filling]:
    """Fill a store that must be empty, else NotAllowed is raised; whatever is raised inside leaves it empty."""
    with database.translated():
        database.close()  # what is pooled would keep the file from being written in the way of ``connect_to_fill``
        writer.connect_to_fill()
        try:
            begun = Filling(writer, writer.begin())
            try:
                if begun.position:
                    raise NotAllowed("This can only be recorded into an empty store; this one holds something already.")
                yield begun
                begun.commit()
            except BaseException:
                writer.rollback()
                raise
        finally:
            writer.close()
