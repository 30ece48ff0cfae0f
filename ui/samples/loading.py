"""Sample data for the window's empty store."""

from collections.abc import Callable
from pathlib import Path

from ui.samples.generating import SEED, generate, last_full_day
from ui.samples.scene import Wish

ORDERS = 500


def load_samples(data_dir: Path, store: str | None, report: Callable[[int, int], object]) -> None:
    """Record a year of trading that ended yesterday; ``report`` is told how far it is, and may raise to undo it."""
    generate(data_dir, store, Wish(orders=ORDERS, seed=SEED, until=last_full_day()), report)
