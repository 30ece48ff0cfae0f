"""A command is carried out whole or not at all, and its receipt says where."""

import pytest

from domain.bus.bus import CommandBus
from domain.errors import AlreadyTaken, Invalid, NotAllowed, StoreUnavailable, VersionConflict
from domain.instants import now
from domain.messages import Command, Event
from domain.store.store import Store
from domain.work import Work
from tests.domain.pads import HANDLERS, Pad, RenameAway, TakePad, Write, Written, open_bus, stored_pad


def test_the_receipt_names_the_last_position_that_the_command_wrote(bus: CommandBus) -> None:
    assert bus.dispatch(Write(pads=("a", "b"), text="x")).result().position == 2
    command = Write(pads=("a",), text="y")
    receipt = bus.dispatch(command).result()
    assert (receipt.command_id, receipt.position) == (command.command_id, 3)


def test_events_keep_who_did_it_and_when_it_happened_in_business(bus: CommandBus, store: Store) -> None:
    yesterday = now() - 86_400_000_000
    bus.dispatch(Write(pads=("a",), text="x", actor="Ann", occurred_at=yesterday)).result()
    recorded = store.log.read(0, 1)[0]
    assert (recorded.actor, recorded.occurred_at) == ("Ann", yesterday)
    assert recorded.recorded_at > yesterday


def test_a_refused_command_leaves_no_trace(bus: CommandBus, store: Store) -> None:
    bus.dispatch(Write(pads=("a",), text="before")).result()
    refused = Write(pads=("a", "b", "c"), text="half", but_not_on="c")
    assert isinstance(bus.dispatch(refused).exception(), Invalid)
    bus.dispatch(Write(pads=("a", "b"), text="after")).result()
    assert stored_pad(store, "a").lines == ["before", "after"]
    assert stored_pad(store, "b").lines == ["after"]


def test_a_refusal_names_the_field_at_fault(bus: CommandBus) -> None:
    refusal = bus.dispatch(Write(pads=("a", "b"), text="x", but_not_on="b")).exception()
    assert isinstance(refusal, Invalid)
    assert refusal.field == "pads.1"


def test_a_refused_command_consumes_no_number(bus: CommandBus, store: Store) -> None:
    bus.dispatch(TakePad(pad="a", name="Ann")).result()
    assert isinstance(bus.dispatch(TakePad(pad="b", name="Ann")).exception(), AlreadyTaken)
    bus.dispatch(TakePad(pad="b", name="Bob")).result()
    assert [stored_pad(store, pad).taken for pad in "ab"] == [["P01"], ["P02"]]


def test_a_name_that_was_given_back_can_be_taken_by_another(bus: CommandBus) -> None:
    bus.dispatch(TakePad(pad="a", name="Ann")).result()
    bus.dispatch(RenameAway(pad="a")).result()
    bus.dispatch(TakePad(pad="b", name="Ann")).result()
    assert isinstance(bus.dispatch(TakePad(pad="c", name="Ann")).exception(), AlreadyTaken)


def test_a_name_that_is_taken_says_by_whom_however_it_is_written(bus: CommandBus) -> None:
    bus.dispatch(TakePad(pad="a", name="Ann")).result()
    refusal = bus.dispatch(TakePad(pad="b", name=" ANN")).exception()
    assert isinstance(refusal, AlreadyTaken)
    assert (refusal.field, refusal.message) == ("name", "Name  ANN is taken by pad a.")


def test_another_name_sets_the_one_before_free(bus: CommandBus, store: Store) -> None:
    bus.dispatch(TakePad(pad="a", name="Ann")).result()
    bus.dispatch(TakePad(pad="a", name="Eve")).result()
    bus.dispatch(TakePad(pad="b", name="Ann")).result()
    assert list(store.verify()) == []


def test_the_version_a_person_saw_must_still_hold(bus: CommandBus) -> None:
    bus.dispatch(Write(pads=("a",), text="one", seen_version=0)).result()
    bus.dispatch(Write(pads=("a",), text="two", seen_version=1)).result()
    conflict = bus.dispatch(Write(pads=("a",), text="three", seen_version=1)).exception()
    assert type(conflict) is VersionConflict


def test_a_handler_that_ignores_the_version_a_person_saw_is_a_fault_of_ours(store: Store) -> None:
    def careless(command: Write, work: Work) -> None:
        work.record(work.load(Pad, command.pads[0]), Written(text=command.text))

    with open_bus(store, {Write: careless}) as bus:
        assert isinstance(bus.dispatch(Write(pads=("a",), text="x", seen_version=0)).exception(), RuntimeError)
    assert store.log.head() == 0


def test_a_fault_in_a_handler_reaches_the_sender_and_nobody_else(store: Store) -> None:
    def faulty(command: RenameAway, work: Work) -> None:
        work.record(work.load(Pad, command.pad), Written(text="half"))
        raise ZeroDivisionError

    with open_bus(store, {RenameAway: faulty}) as bus:
        assert isinstance(bus.dispatch(RenameAway(pad="a")).exception(), ZeroDivisionError)
        bus.dispatch(Write(pads=("a",), text="whole")).result()
    assert stored_pad(store, "a").lines == ["whole"]


def test_an_event_that_cannot_be_applied_is_undone_in_memory(
    bus: CommandBus, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = Pad.apply

    def tear(pad: Pad, event: Event) -> None:
        apply(pad, event)
        assert event != Written(text="torn")

    monkeypatch.setattr(Pad, "apply", tear)
    bus.dispatch(Write(pads=("a",), text="one")).result()
    assert isinstance(bus.dispatch(Write(pads=("b", "a"), text="torn")).exception(), AssertionError)
    bus.dispatch(Write(pads=("a", "b"), text="two")).result()
    assert [stored_pad(store, pad).lines for pad in "ab"] == [["one", "two"], ["two"]]


def test_an_aggregate_from_elsewhere_is_not_recorded_to(store: Store) -> None:
    def smuggle(command: RenameAway, work: Work) -> None:
        work.record(Pad(id=command.pad), Written(text="x"))

    with open_bus(store, {RenameAway: smuggle}) as bus:
        assert isinstance(bus.dispatch(RenameAway(pad="a")).exception(), ValueError)


def test_a_command_that_nobody_handles_is_a_fault(bus: CommandBus) -> None:
    assert isinstance(bus.dispatch(Command()).exception(), LookupError)


def test_a_command_that_records_nothing_is_receipted_where_the_log_stands(store: Store) -> None:
    with open_bus(store, {RenameAway: lambda command, work: None}) as bus:
        bus.dispatch(Write(pads=("a",), text="x")).result()
        assert bus.dispatch(RenameAway(pad="a")).result().position == 1


def test_what_an_actor_may_not_do_is_refused(store: Store) -> None:
    def only_ann(command: Command) -> bool:
        return command.actor == "Ann"

    with CommandBus(store, HANDLERS, time_zone="UTC", permits=only_ann) as bus:
        bus.dispatch(Write(pads=("a",), text="x", actor="Ann")).result()
        assert isinstance(bus.dispatch(Write(pads=("a",), text="y")).exception(), NotAllowed)
    assert stored_pad(store, "a").lines == ["x"]


def test_closing_finishes_what_is_queued_and_takes_nothing_more(store: Store) -> None:
    bus = open_bus(store)
    answers = [bus.dispatch(Write(pads=("a",), text=str(number))) for number in range(300)]
    bus.close()
    assert [answer.result(timeout=0).position for answer in answers] == list(range(1, 301))
    assert isinstance(bus.dispatch(Write(pads=("a",), text="late")).exception(timeout=0), StoreUnavailable)
    bus.close()


def test_whoever_no_longer_waits_for_an_answer_stops_nobody_else(store: Store) -> None:
    with open_bus(store) as bus:
        answers = [bus.dispatch(Write(pads=("a",), text=str(number))) for number in range(50)]
        for answer in answers[::2]:
            answer.cancel()
        assert [answer.result().position for answer in answers[1::2]] == list(range(2, 51, 2))


@pytest.mark.parametrize("schema", [1, 2])
def test_a_restarted_bus_goes_on_where_the_stream_stands(
    store: Store, schema: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="one")).result()
    monkeypatch.setattr(Pad, "STATE_SCHEMA", schema)
    with open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="two", seen_version=1)).result()
    assert stored_pad(store, "a").lines == ["one", "two"]
