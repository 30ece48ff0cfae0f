"""A command is carried out once, however often it is sent and by whom."""

from domain.bus.bus import CommandBus
from domain.errors import AlreadyTaken, CommandIdReused, Invalid
from domain.store.store import Store
from tests.domain.bus.gate import dispatched_together
from tests.domain.pads import TakePad, Write, open_bus, stored_pad


def test_a_command_seen_before_is_answered_with_its_first_receipt(bus: CommandBus, store: Store) -> None:
    command = Write(pads=("a", "b"), text="once")
    first = bus.dispatch(command).result()
    bus.dispatch(Write(pads=("a",), text="between")).result()
    assert bus.dispatch(command).result() == first
    assert store.log.head() == 3
    bus.dispatch(Write(pads=("a",), text="after")).result()
    assert stored_pad(store, "a").lines == ["once", "between", "after"]


def test_a_command_that_would_be_refused_by_now_still_gets_its_first_receipt(bus: CommandBus) -> None:
    command = TakePad(pad="a", name="Ann")
    first = bus.dispatch(command).result()
    bus.dispatch(TakePad(pad="b", name="Bob")).result()
    assert bus.dispatch(TakePad(pad="c", name="Ann")).exception().__class__ is AlreadyTaken
    assert bus.dispatch(command).result() == first


def test_a_form_sent_twice_is_no_conflict_with_itself(bus: CommandBus) -> None:
    command = Write(pads=("a",), text="once", seen_version=0)
    assert bus.dispatch(command).result() == bus.dispatch(command).result()


def test_the_same_id_with_another_content_is_refused(bus: CommandBus, store: Store) -> None:
    bus.dispatch(Write(pads=("a",), text="one", command_id="id")).result()
    for other in (Write(pads=("a",), text="two", command_id="id"), TakePad(pad="a", name="Ann", command_id="id")):
        assert isinstance(bus.dispatch(other).exception(), CommandIdReused)
    assert store.log.head() == 1


def test_the_same_id_with_another_content_is_refused_while_the_first_is_under_way(store: Store) -> None:
    first, other, after = dispatched_together(
        store,
        Write(pads=("a",), text="one", command_id="id"),
        Write(pads=("a",), text="two", command_id="id"),
        Write(pads=("a",), text="three"),
    )
    assert first.result().position == 1
    assert isinstance(other.exception(), CommandIdReused)
    assert after.result().position == 2


def test_another_desk_that_sends_the_same_command_gets_the_first_receipt(bus: CommandBus, store: Store) -> None:
    command = Write(pads=("a",), text="once")
    first = bus.dispatch(command).result()
    with open_bus(store) as other:
        assert other.dispatch(command).result() == first
    assert store.log.head() == 1


def test_new_commands_that_wait_beside_a_repeated_one_are_carried_out(bus: CommandBus, store: Store) -> None:
    old = Write(pads=("a",), text="once")
    first = bus.dispatch(old).result()
    before, again, after = dispatched_together(store, Write(pads=("a",), text="x"), old, Write(pads=("b",), text="y"))
    assert again.result() == first
    assert [before.result().position, after.result().position] == [2, 3]
    assert stored_pad(store, "a").lines == ["once", "x"]


def test_a_refused_command_may_be_sent_again_and_is_decided_anew(bus: CommandBus) -> None:
    command = TakePad(pad="b", name="Ann")
    bus.dispatch(TakePad(pad="a", name="Ann", command_id="id")).result()
    assert isinstance(bus.dispatch(command).exception(), AlreadyTaken)
    assert isinstance(bus.dispatch(Write(pads=("a",), text="x", but_not_on="a")).exception(), Invalid)
    assert isinstance(bus.dispatch(command).exception(), AlreadyTaken)
