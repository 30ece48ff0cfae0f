"""An altered log shows, and where."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, update

from domain.store.encoding import encoded
from domain.store.store import Store
from domain.store.tables import claims, commands, counters, events, heads, log
from tests.domain.pads import NUMBERS, Pad, RenameAway, TakePad, Write, Written, open_bus, open_store


def written(store: Store) -> None:
    with open_bus(store) as bus:
        for text in ("one", "two", "three", "four"):
            bus.dispatch(Write(pads=("a", "b"), text=text, command_id=text)).result()


def taken(store: Store) -> None:
    with open_bus(store) as bus:
        bus.dispatch(TakePad(pad="a", name="Ann")).result()
        bus.dispatch(TakePad(pad="b", name="Bob")).result()
        bus.dispatch(RenameAway(pad="b")).result()
        bus.dispatch(TakePad(pad="c", name="Cem")).result()


def found_after(address: str, harm: object, history: Callable[[Store], None] = written) -> list[tuple[int, str, str]]:
    with open_store(address) as store:
        history(store)
        assert list(store.verify()) == []
        with store.database.transaction() as connection:
            connection.execute(harm)  # type: ignore[call-overload]
        return [(finding.position, finding.stream, finding.problem) for finding in store.verify()]


@pytest.mark.parametrize(
    "change",
    [
        {"data": encoded(Written(text="forged"))},
        {"actor": "somebody else"},
        {"occurred_at": 1},
        {"recorded_at": 1},
        {"command_id": "another"},
        {"chain": bytes(32)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_event_is_found_at_its_position(address: str, change: dict[str, object]) -> None:
    found = found_after(address, update(events).where(events.c.position == 3).values(**change))
    assert (3, "pad-a", "the event was altered after it was recorded") in found


def test_an_event_that_is_no_text_any_more_is_found(address: str) -> None:
    spoilt = encoded(Written(text="three")).replace(b"three", b"thr\xff")
    found = found_after(address, update(events).where(events.c.position == 5).values(data=spoilt))
    assert found[0] == (5, "pad-a", "the event was altered after it was recorded")
    assert [stream for _, stream, problem in found if problem.startswith("it can't be read")] == ["pad-a"]


def test_a_removed_event_is_found_where_it_is_missing(address: str) -> None:
    found = found_after(address, delete(events).where(events.c.position == 4))
    assert found[0] == (4, "", "events are missing here")


def test_events_cut_off_at_the_end_are_found(address: str) -> None:
    found = found_after(address, delete(events).where(events.c.position > 6))
    assert found[0] == (6, "", "the log ends here, but 8 events were recorded")


def test_a_forged_head_of_the_log_is_found(address: str) -> None:
    found = found_after(address, update(log).values(chain=bytes(32)))
    assert [position for position, _, _ in found] == [8]


def test_a_head_that_is_not_the_fold_of_its_events_is_found(address: str) -> None:
    forged = encoded(Pad(id="b", version=4, lines=["other", "things"]))
    found = found_after(address, update(heads).where(heads.c.stream == "pad-b").values(state=forged))
    assert found == [(0, "pad-b", "its head is not what its events add up to")]


def test_a_head_of_another_version_is_found(address: str) -> None:
    found = found_after(address, update(heads).where(heads.c.stream == "pad-b").values(version=9))
    assert found == [(0, "pad-b", "its head stands at version 9, its events at 4")]


def test_a_missing_head_is_found(address: str) -> None:
    found = found_after(address, delete(heads).where(heads.c.stream == "pad-a"))
    assert found == [(0, "pad-a", "its head is missing")]


def test_a_state_that_cannot_be_read_is_a_finding_and_not_a_crash(address: str) -> None:
    found = found_after(address, update(heads).where(heads.c.stream == "pad-a").values(state=b"{"))
    assert [(stream, problem[:16]) for _, stream, problem in found] == [("pad-a", "it can't be read")]


def test_a_command_without_its_receipt_is_found(address: str) -> None:
    found = found_after(address, delete(commands).where(commands.c.id == "two"))
    assert found == [(4, "pad-b", "the command that recorded it has no receipt")]


@pytest.mark.parametrize("position", [3, 5])
def test_a_receipt_that_names_another_event_is_found(address: str, position: int) -> None:
    found = found_after(address, update(commands).where(commands.c.id == "two").values(position=position))
    assert found == [(4, "pad-b", f"the receipt of the command that recorded it names event {position}")]


@pytest.mark.parametrize("position", [-1, 9])
def test_a_receipt_for_what_is_not_in_the_log_is_found(address: str, position: int) -> None:
    found = found_after(address, insert(commands).values(id="forged", digest=b"", position=position))
    assert found == [(0, "", f"the receipt of command forged names event {position}, which is not there")]


def test_a_claim_that_is_gone_is_found(address: str) -> None:
    found = found_after(address, delete(claims).where(claims.c.value == "ann"), taken)
    assert found == [(0, "pad-a", "its pad 'ann' is claimed by nobody")]


def test_a_claim_of_somebody_else_is_found(address: str) -> None:
    found = found_after(address, update(claims).where(claims.c.value == "ann").values(owner="c"), taken)
    assert found == [(0, "pad-a", "its pad 'ann' is claimed by c")]


@pytest.mark.parametrize("value", ["bob", "dan"])
def test_a_claim_that_nobody_has_a_right_to_is_found(address: str, value: str) -> None:
    found = found_after(address, insert(claims).values(space="pad", value=value, owner="b"), taken)
    assert found == [(0, "", f"the pad '{value}' is claimed by b, which follows from no event")]


@pytest.mark.parametrize("value", [2, 4])
def test_a_counter_that_is_not_the_highest_number_given_is_found(address: str, value: int) -> None:
    found = found_after(address, update(counters).values(value=value), taken)
    assert found == [(0, "", f"the counter of {NUMBERS} stands at {value}, and the highest number given is 3")]


def test_a_missing_counter_is_found_with_every_number_that_it_gave(address: str) -> None:
    found = found_after(address, delete(counters), taken)
    assert [stream for _, stream, _ in found] == ["pad-a", "pad-b", "pad-c"]
    assert found[0][2] == "its number P01 is of no series that is counted"


def test_a_counter_that_counts_nothing_is_found(address: str) -> None:
    found = found_after(address, insert(counters).values(series="nothing of the kind", value=1), taken)
    assert found == [(0, "", "the counter of nothing of the kind stands at 1, and the highest number given is 0")]


def test_numbers_with_a_gap_are_found(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(address) as store:
        taken(store)
        monkeypatch.setattr(Pad, "numbers", lambda pad: pad.taken if pad.id != "b" else [])
        assert [finding.problem for finding in store.verify()] == [
            f"2 numbers of {NUMBERS} were given, the highest being 3"
        ]
