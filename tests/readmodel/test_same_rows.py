"""However the log gets into the read store, the same rows stand in it afterwards."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.messages import Command
from domain.orders.commands import CancelOrder
from readmodel.control import Mode
from readmodel.opening import ReadSide
from readmodel.projections import PROJECTIONS
from readmodel.rebuild.builder import build
from tests.readmodel.desk import Desk, stored
from tests.readmodel.dump import current_file, dump
from tests.readmodel.histories import commands, opening

Step = Command | Mode | bool

steps: st.SearchStrategy[Step] = st.one_of(commands, commands, commands, st.sampled_from(Mode), st.booleans())
"""A command, a flip of the switch, or a pause or its end."""


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@example(history=[CancelOrder(order_id="order-0", reason="Its customer's and product's only one of late")])
@given(history=st.lists(steps, min_size=20, max_size=60))
def test_synchronous_flipped_and_rebuilt_read_stores_hold_the_same(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        straight, flipped = root / "straight", root / "flipped"
        straight.mkdir()
        flipped.mkdir()
        with (
            stored(root) as store,
            ReadSide(straight, store.log, mode=Mode.SYNC) as one,
            ReadSide(flipped, store.log, mode=Mode.ASYNC) as other,
        ):
            desk = Desk(store, one, other)
            for step in [*opening(), *history]:
                if isinstance(step, Mode):
                    other.projector.mode = step
                elif isinstance(step, bool):
                    other.projector.paused = step
                else:
                    desk.attempt(step)
            other.projector.paused = False
            for side in (one, other):
                side.projector.wait_for(store.log.head(), 30)
                assert side.projector.state().dead_letters == ()
            desk.bus.close()
            build(root / "rebuilt.db", store.log, PROJECTIONS, {}, store.log.head(), lambda done, total: None).close()
            wanted = dump(root / "rebuilt.db")
            assert dump(current_file(straight)) == wanted
            assert dump(current_file(flipped)) == wanted
