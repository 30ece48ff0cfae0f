"""A collided write is tried again, a mismatch that a person must see is not."""

import sys
from concurrent.futures import Future
from threading import Timer

import pytest

from domain.bus.pipeline import Outcome, Settle
from domain.bus.retry import ATTEMPTS, retry
from domain.errors import Collided, Invalid, VersionConflict
from domain.messages import Command, Receipt

RECEIPT = Receipt("id", 1)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["domain.bus.retry"], "FIRST_PAUSE", 0.0001)


class Store:
    """Settles a command's attempts with these outcomes, one after the other."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)

    def __call__(self, _command: Command, settle: Settle) -> None:
        settle(self.outcomes.pop(0))


def settled(command: Command, store: Store) -> Outcome:
    outcome: Future[Outcome] = Future()
    retry(command, outcome.set_result, store)
    return outcome.result(timeout=10)


def test_a_collision_is_tried_again_until_it_goes_through() -> None:
    assert settled(Command(), Store(Collided("once"), Collided("twice"), RECEIPT)) is RECEIPT


def test_it_gives_up_in_the_end() -> None:
    store = Store(*(Collided("again") for _ in range(ATTEMPTS)), RECEIPT)
    assert isinstance(settled(Command(), store), Collided)
    assert store.outcomes == [RECEIPT]


@pytest.mark.parametrize("error", [VersionConflict("seen"), Invalid("wrong")])
def test_what_the_sender_must_mend_is_not_tried_again(error: Exception) -> None:
    store = Store(error, RECEIPT)
    assert settled(Command(seen_version=3), store) is error
    assert store.outcomes == [RECEIPT]


def test_the_sender_hears_of_a_collision_that_nobody_can_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(timer: Timer) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Timer, "start", refuse)
    assert isinstance(settled(Command(), Store(Collided("once"), RECEIPT)), Collided)
