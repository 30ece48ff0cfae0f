"""The log can't be reached for a while: the window says so, and takes it back once it can be."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Semaphore

import pytest

from domain.errors import StoreUnavailable
from domain.messages import Recorded
from domain.store.log import EventLog
from readmodel.opening import ReadSide
from tests.readmodel.desk import PATIENCE, stored


class FarLog:
    """A log behind a line that may be down; it tells how often its head was asked for."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._asked = Semaphore(0)
        self.down = False
        self.read = log.read
        self.newest: Callable[[int], list[Recorded]] = log.newest
        self.stream = log.stream
        self.at = log.at
        self.positions_of = log.positions_of

    def head(self) -> int:
        self._asked.release()
        if self.down:
            raise StoreUnavailable("The line is down.")
        return self._log.head()

    def asked_again(self) -> bool:
        """Wait until a look that began after this is over, since another has begun after it."""
        while self._asked.acquire(blocking=False):
            pass
        return all(self._asked.acquire(timeout=PATIENCE) for _ in range(2))


@pytest.mark.parametrize("projecting", [True, False])
def test_a_failure_is_told_once_and_taken_back_when_it_is_over(
    tmp_path: Path, projecting: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with ExitStack() as stack:
        store = stack.enter_context(stored(tmp_path))
        log = FarLog(store.log)
        if not projecting:
            stack.enter_context(ReadSide(tmp_path, store.log))
        side = stack.enter_context(ReadSide(tmp_path, log))
        with caplog.at_level(logging.ERROR):
            log.down = True
            assert log.asked_again()
            assert log.asked_again()
            assert "The line is down." in side.projector.state().failure
        assert len(caplog.records) == 1
        log.down = False
        assert log.asked_again()
        assert side.projector.state().failure == ""
