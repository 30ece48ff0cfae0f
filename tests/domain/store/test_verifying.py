"""An altered log shows, and where."""

import pytest
from sqlalchemy import delete, update

from domain.store.encoding import encoded
from domain.store.store import Store
from domain.store.tables import events, heads, log
from tests.domain.pads import Pad, Write, Written, open_bus, open_store


def written(store: Store) -> None:
    with open_bus(store) as bus:
        for text in ("one", "two", "three", "four"):
            bus.dispatch(Write(pads=("a", "b"), text=text)).result()


def found_after(address: str, harm: object) -> list[tuple[int, str, str]]:
    with open_store(address) as store:
        written(store)
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
