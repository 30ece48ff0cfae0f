"""However commands are grouped into batches, what comes of them is what comes of them one by one."""

import tempfile
from concurrent.futures import Future
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import Refused
from domain.messages import Command, Receipt
from domain.store.store import Store
from tests.domain.bus.gate import dispatched_together
from tests.domain.pads import NUMBERS, Pad, RenameAway, TakePad, Write, open_bus, open_store

PADS = st.sampled_from("abc")
SEEN = st.none() | st.integers(0, 4)
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(TakePad, pad=PADS, name=st.sampled_from(["Ann", "Bob"]), seen_version=SEEN),
    st.builds(RenameAway, pad=PADS),
    st.builds(
        Write,
        pads=st.lists(PADS, min_size=1, max_size=3).map(tuple),
        text=st.sampled_from("xyz"),
        but_not_on=st.sampled_from(["", "", "a", "c"]),
        seen_version=SEEN,
    ),
)


def outcome(answer: Future[Receipt]) -> object:
    error = answer.exception()
    return answer.result().position if error is None else (type(error), isinstance(error, Refused))


def contents(store: Store) -> tuple[object, ...]:
    log = [(r.position, r.stream, r.version, r.event, r.command_id) for r in store.log.read(0, 1000)]
    writer = store.writer()
    writer.connect()
    heads = [writer.load(Pad, pad) for pad in "abc"]
    owners = [writer.owner_of("pad", name) for name in ("ann", "bob")]
    counter = writer.counter(NUMBERS)
    writer.disconnect()
    return log, heads, owners, counter, list(store.verify())


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    commands=st.lists(COMMANDS, max_size=14), repeated=st.lists(st.integers(0, 13), max_size=3), cut=st.integers(0, 14)
)
def test_batches_give_what_single_commands_give(commands: list[Command], repeated: list[int], cut: int) -> None:
    # Commands sent again come in a later batch: within one, they share the first one's answer.
    groups = [commands[:cut], commands[cut:], [commands[index] for index in repeated if index < len(commands)]]
    with tempfile.TemporaryDirectory() as folder:
        with open_store(f"sqlite:///{Path(folder) / 'single.db'}") as single, open_bus(single) as bus:
            one_by_one = [[outcome(bus.dispatch(command)) for command in group] for group in groups]
            expected = contents(single)
        with open_store(f"sqlite:///{Path(folder) / 'grouped.db'}") as grouped:
            together = [[outcome(answer) for answer in dispatched_together(grouped, *group)] for group in groups]
            assert together == one_by_one
            assert contents(grouped) == expected
