"""Commands that wait together are written together, and still each of them stands for itself."""

from domain.errors import AlreadyTaken, Invalid, VersionConflict
from domain.store.store import Store
from tests.domain.bus.gate import dispatched_together
from tests.domain.pads import RenameAway, TakePad, Write, open_bus, stored_pad


def test_later_commands_see_what_earlier_ones_did(store: Store) -> None:
    answers = dispatched_together(
        store,
        Write(pads=("a",), text="one", seen_version=0),
        Write(pads=("a",), text="two", seen_version=1),
        Write(pads=("a",), text="three", seen_version=2),
    )
    assert [answer.result().position for answer in answers] == [1, 2, 3]
    assert stored_pad(store, "a").lines == ["one", "two", "three"]


def test_a_refused_command_leaves_the_others_untouched(store: Store) -> None:
    one, two, three = dispatched_together(
        store,
        Write(pads=("a", "b"), text="one"),
        Write(pads=("a", "b", "c"), text="two", but_not_on="c"),
        Write(pads=("a", "b"), text="three", seen_version=1),
    )
    assert one.result().position == 2
    assert isinstance(two.exception(), Invalid)
    assert three.result().position == 4
    assert [stored_pad(store, pad).lines for pad in "abc"] == [["one", "three"], ["one", "three"], []]


def test_a_conflict_within_a_batch_goes_to_the_one_who_came_later(store: Store) -> None:
    first, second = dispatched_together(
        store,
        Write(pads=("a",), text="mine", seen_version=0),
        Write(pads=("a",), text="mine, too", seen_version=0),
    )
    assert first.result().position == 1
    assert type(second.exception()) is VersionConflict


def test_claims_and_numbers_of_a_batch_build_on_each_other(store: Store) -> None:
    answers = dispatched_together(
        store,
        TakePad(pad="a", name="Ann"),
        TakePad(pad="b", name="Ann"),
        TakePad(pad="c", name="Bob"),
        RenameAway(pad="a"),
        TakePad(pad="d", name="Ann"),
    )
    assert isinstance(answers[1].exception(), AlreadyTaken)
    assert [stored_pad(store, pad).taken for pad in "abcd"] == [["P01"], [], ["P02"], ["P03"]]
    with open_bus(store) as bus:
        assert isinstance(bus.dispatch(TakePad(pad="e", name="Ann")).exception(), AlreadyTaken)


def test_a_value_claimed_and_given_back_within_a_batch_is_free_afterwards(store: Store) -> None:
    dispatched_together(store, TakePad(pad="a", name="Ann"), RenameAway(pad="a"))
    with open_bus(store) as bus:
        bus.dispatch(TakePad(pad="b", name="Ann")).result()


def test_a_duplicate_in_the_batch_shares_the_first_ones_answer(store: Store) -> None:
    command = Write(pads=("a",), text="once")
    first, second = dispatched_together(store, command, command)
    assert first.result() == second.result()
    assert stored_pad(store, "a").lines == ["once"]


def test_one_command_that_cannot_be_written_does_not_keep_the_others_back(store: Store) -> None:
    """The number is too large for any database, which shows only when the batch is written."""
    answers = dispatched_together(
        store,
        Write(pads=("a",), text="one"),
        Write(pads=("a",), text="two", occurred_at=2**70),
        Write(pads=("a",), text="three"),
    )
    assert answers[0].result().position == 1
    assert answers[1].exception() is not None
    assert answers[2].result().position == 2
    assert stored_pad(store, "a").lines == ["one", "three"]


def test_far_more_commands_than_a_batch_holds_are_all_carried_out_in_order(store: Store) -> None:
    answers = dispatched_together(store, *(Write(pads=("a",), text=str(number)) for number in range(1300)))
    assert [answer.result().position for answer in answers] == list(range(1, 1301))
    assert stored_pad(store, "a").lines == [str(number) for number in range(1300)]


def test_a_batch_of_refusals_writes_nothing(store: Store) -> None:
    answers = dispatched_together(store, *(Write(pads=("a",), text="x", but_not_on="a") for _ in range(3)))
    assert all(isinstance(answer.exception(), Invalid) for answer in answers)
    assert store.log.head() == 0
