"""Another bus on the same store records something after we decided, and before we write."""

import pytest

from domain.messages import Command
from domain.store.store import Store
from domain.work import Work
from tests.domain.pads import Pad, Write, Written, open_bus, stored_pad


class Copy(Command, frozen=True, kw_only=True):
    """Write on one pad what stands on another, which is only read."""

    source: str
    target: str


def copied_while(store: Store, *theirs: Command) -> tuple[list[str], int]:
    """What the copy says if the other bus acts once it is decided, and how often it was decided in all."""
    waiting = list(theirs)
    decided = 0
    with open_bus(store) as other:

        def copy(command: Copy, work: Work) -> None:
            nonlocal decided
            decided += 1
            lines = list(work.load(Pad, command.source).lines)
            work.record(work.load(Pad, command.target), Written(text=" ".join(lines)))
            while waiting:
                other.dispatch(waiting.pop(0)).result(30)

        with open_bus(store, {Copy: copy}) as bus:
            bus.dispatch(Write(pads=("a",), text="one")).result()
            bus.dispatch(Copy(source="a", target="b")).result(30)
    return stored_pad(store, "b").lines, decided


def test_what_a_decision_only_read_must_still_hold_when_it_is_written(store: Store) -> None:
    assert copied_while(store, Write(pads=("a",), text="two")) == (["one two"], 2)


def test_what_others_do_elsewhere_is_no_reason_to_decide_again(store: Store) -> None:
    assert copied_while(store, Write(pads=("c",), text="two")) == (["one"], 1)


def test_after_very_much_of_others_everything_is_read_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.bus.writer.FAR_BEHIND", 2)
    many = [Write(pads=("c",), text=str(number)) for number in range(5)]
    assert copied_while(store, Write(pads=("a",), text="two"), *many) == (["one two"], 2)
