"""A collided write is tried again, a mismatch that a person must see is not."""

from concurrent.futures import Future

import pytest

from domain.bus import retry
from domain.bus.pipeline import Answer, failed
from domain.bus.retry import ATTEMPTS, Retry
from domain.errors import Invalid, VersionConflict
from domain.messages import Command, Receipt
from domain.store.database import Collided


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.0001)


class Store:
    """Answers a command with these errors first, and then with a receipt."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.attempts = 0

    def __call__(self, command: Command) -> Answer:
        self.attempts += 1
        if self.errors:
            return failed(self.errors.pop(0))
        answer: Answer = Future()
        answer.set_result(Receipt(command.command_id, 1))
        return answer


def test_a_collision_is_tried_again_until_it_goes_through() -> None:
    store = Store(Collided("once"), Collided("twice"))
    assert Retry()(Command(), store).result(timeout=10).position == 1
    assert store.attempts == 3


def test_it_gives_up_in_the_end() -> None:
    store = Store(*(Collided("again") for _ in range(ATTEMPTS)))
    assert isinstance(Retry()(Command(), store).exception(timeout=10), Collided)
    assert store.attempts == ATTEMPTS


@pytest.mark.parametrize("error", [VersionConflict("seen"), Invalid("wrong")])
def test_what_the_sender_must_mend_is_not_tried_again(error: Exception) -> None:
    store = Store(error)
    assert Retry()(Command(seen_version=3), store).exception(timeout=10) is error
    assert store.attempts == 1
