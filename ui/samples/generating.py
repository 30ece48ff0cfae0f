"""Recording a sample history: decided like anybody's own orders, written at once or not at all."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from domain.errors import NotAllowed
from domain.instants import business_day, now
from domain.orders.commands import PlaceOrder
from domain.recording import recording
from ui.samples.deciding import decided
from ui.samples.rhythm import TIME_ZONE
from ui.samples.scene import Scene, Wish
from ui.samples.trading import Trade

SEED = "docket"


def last_full_day() -> date:
    """Yesterday, by the sample business's calendar: the natural end of a history."""
    return business_day(now(), TIME_ZONE) - timedelta(days=1)


def generate(
    data_dir: Path,
    store: str | None,
    wish: Wish,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> None:
    """Record the history wished for into an empty store; ``progress`` is told orders done and orders in all.

    Whatever ``progress`` raises leaves the store empty, as does any refusal that the history did not reckon with.
    Raises NotAllowed where the store holds anything.
    """
    scene = Scene(wish)
    done = 0
    with recording(data_dir, store, TIME_ZONE) as recorder:
        for command, at in scene.preparation():
            recorder.record(command, at)
        for part, changes in decided(scene):
            recorder.take_over(changes)
            done = part.first + sum(count for _, count in part.days)
            progress(done, wish.orders)
        for step in Trade(scene).steps():
            try:
                recorder.record(step.command, step.at)
            except NotAllowed:
                if not step.may_fail:
                    raise
            if isinstance(step.command, PlaceOrder):
                done += 1
                progress(done, wish.orders)
