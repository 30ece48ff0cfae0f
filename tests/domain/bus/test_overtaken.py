"""Another bus on the same store records something after we decided, and before we write."""

import pytest

from domain.messages import Command
from domain.store.store import Store
from domain.work import Work
from tests.domain.bus.gate import dispatched_together
from tests.domain.pads import Pad, RenameAway, TakePad, Write, Written, open_bus, stored_pad, take_pad


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


def taken_while(store: Store, theirs: Command) -> tuple[list[Pad], list[int]]:
    """Three pads taken together, the other bus acting once the last of them is decided.

    Gives the pads, and where the log ended each time one was decided.
    """
    commands = [TakePad(pad=pad, name=name) for pad, name in (("a", "Ann"), ("b", "Bob"), ("c", "Cid"))]
    heads: list[int] = []
    with open_bus(store) as other:

        def take(command: TakePad, work: Work) -> None:
            heads.append(store.log.head())
            try:
                take_pad(command, work)
            finally:
                if len(heads) == len(commands):
                    other.dispatch(theirs).result(30)

        for answer in dispatched_together(store, *commands, handlers={TakePad: take}):
            answer.result()
    return [stored_pad(store, pad) for pad in "abc"], heads


def test_numbers_and_names_that_others_left_alone_are_kept(store: Store) -> None:
    pads, heads = taken_while(store, Write(pads=("z",), text="elsewhere"))
    assert [pad.taken for pad in pads] == [["P01"], ["P02"], ["P03"]]
    assert heads == [0, 0, 0]


def test_what_took_a_number_that_others_took_is_decided_again_and_written_at_once(store: Store) -> None:
    pads, heads = taken_while(store, TakePad(pad="z", name="Zoe"))
    assert [pad.taken for pad in pads] == [["P02"], ["P03"], ["P04"]]
    assert heads == [0, 0, 0, 1, 1, 1]


def test_a_name_that_others_gave_up_is_looked_up_again(store: Store) -> None:
    with open_bus(store) as other:
        other.dispatch(TakePad(pad="z", name="Bob")).result()
    pads, heads = taken_while(store, RenameAway(pad="z"))
    assert [pad.name for pad in pads] == ["Ann", "Bob", "Cid"]
    assert heads == [1, 1, 1, 2, 2, 2]
