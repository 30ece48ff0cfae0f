"""After the commit: the announcement, then what must run before the receipts, then the receipts."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from domain.bus.bus import CommandBus
from domain.errors import Invalid
from domain.signals import events_recorded
from domain.store.store import Store
from tests.domain.pads import Write


@pytest.fixture
def listen() -> Iterator[Callable[[Callable[..., None]], None]]:
    """Connects receivers, and disconnects them after the test."""
    connected: list[Callable[..., None]] = []

    def connect(receiver: Callable[..., None]) -> None:
        events_recorded.connect(receiver, weak=False)
        connected.append(receiver)

    yield connect
    for receiver in connected:
        events_recorded.disconnect(receiver)


def test_the_announcement_comes_after_the_commit_and_before_the_receipt(
    bus: CommandBus, store: Store, listen: Callable[..., None]
) -> None:
    order: list[tuple[str, int]] = []
    listen(lambda _sender, position: order.append(("announced", store.log.head())))
    bus.after_commit = lambda position: order.append(("projected", position))
    answer = bus.dispatch(Write(pads=("a", "b"), text="x"))
    answer.result()
    assert order == [("announced", 2), ("projected", 2)]


def test_nothing_is_announced_when_nothing_was_recorded(bus: CommandBus, listen: Callable[..., None]) -> None:
    heard: list[int] = []
    listen(lambda _sender, position: heard.append(position))
    command = Write(pads=("a",), text="x")
    bus.dispatch(command).result()
    bus.dispatch(command).result()
    assert isinstance(bus.dispatch(Write(pads=("a",), text="x", but_not_on="a")).exception(), Invalid)
    assert heard == [1]


def test_a_failing_receiver_reaches_neither_the_receipt_nor_other_receivers(
    bus: CommandBus, listen: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []

    def fail(_sender: Any, position: int) -> None:
        heard.append(position)
        raise RuntimeError("receiver")

    listen(fail)
    listen(lambda _sender, position: fail(_sender, position))
    assert bus.dispatch(Write(pads=("a",), text="x")).result().position == 1
    assert heard == [1, 1]
    assert [record.message for record in caplog.records] == ["a receiver of events_recorded failed"] * 2


def test_receipts_succeed_though_what_runs_after_the_commit_fails(
    bus: CommandBus, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_position: int) -> None:
        raise RuntimeError("projection")

    bus.after_commit = fail
    assert bus.dispatch(Write(pads=("a",), text="x")).result().position == 1
    assert "what runs after the commit failed" in caplog.messages


def test_every_command_leaves_one_log_record_that_quotes_nobody(
    bus: CommandBus, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "docket.commands"):
        bus.dispatch(Write(pads=("a",), text="confidential", actor="Ann")).result()
        bus.dispatch(Write(pads=("a",), text="confidential", but_not_on="a", actor="Ann")).exception()
    recorded, refused = caplog.messages
    assert recorded.startswith("Write ")
    assert "recorded up to 1" in recorded
    assert "refused: Invalid pads.0" in refused
    assert "confidential" not in caplog.text
    assert "Ann" not in caplog.text
