"""Skips: which events a person left out of which projection. They outlive every read store."""

import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from domain.messages import Recorded
from readmodel.control import DeadLetter, Skip
from readmodel.store.file import mark_of

_log = logging.getLogger(__name__)

SKIPS = "skips.json"
"""Not named read…: deleting the read store must not bring a skipped event back."""


class Events(Protocol):
    """The log, as far as skips speak of it."""

    def at(self, positions: Sequence[int]) -> list[Recorded]: ...


class Skips:
    """The skips of one data directory; every rebuild honours them.

    A store may be restored or exchanged, so a skip is of the event it was made for, and not of whatever has that
    position now.
    """

    def __init__(self, data_dir: Path, log: Events) -> None:
        self._path = data_dir / SKIPS
        self._log = log

    def read(self) -> tuple[Skip, ...]:
        """Those of this log, oldest event first."""
        kept = self._kept()
        if not kept:
            return ()
        marks = {event.position: mark_of(event) for event in self._log.at(sorted({skip.position for skip in kept}))}
        ours = [skip for skip in kept if marks.get(skip.position) == skip.mark]
        return tuple(sorted(ours, key=lambda skip: (skip.position, skip.projection)))

    def of(self, letter: DeadLetter) -> Skip:
        """The skip of a dead letter's event."""
        (event,) = self._log.at([letter.position])
        return Skip(
            projection=letter.projection,
            stream=letter.stream,
            position=letter.position,
            type=letter.type,
            error=letter.error,
            mark=mark_of(event),
        )

    def keep(self, skip: Skip) -> None:
        """Add a skip, or put it in place of what was said of its event before."""
        self._write([*(one for one in self._kept() if not _same(one, skip)), skip])

    def forget_taken_back(self) -> None:
        """Drop those that were taken back; for when the read store was made anew."""
        kept = self._kept()
        left = [skip for skip in kept if not skip.taken_back]
        if left != kept:
            self._write(left)

    def _kept(self) -> list[Skip]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=list[Skip])
        except FileNotFoundError:
            return []
        except msgspec.DecodeError as error:
            # Then their events are applied, or become dead letters once more, of which somebody decides anew.
            _log.warning("%s can't be read, so that no event is left out: %s", self._path, error)
            return []

    def _write(self, skips: list[Skip]) -> None:
        draft = self._path.with_suffix(".new")
        with draft.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(skips), indent=1))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)


def left_out(skips: Iterable[Skip]) -> dict[str, frozenset[int]]:
    """The positions that are left out of a read store that is made now, by projection."""
    found: dict[str, set[int]] = {}
    for skip in skips:
        if not skip.taken_back:
            found.setdefault(skip.projection, set()).add(skip.position)
    return {projection: frozenset(positions) for projection, positions in found.items()}


def _same(one: Skip, other: Skip) -> bool:
    return (one.projection, one.position, one.mark) == (other.projection, other.position, other.mark)
