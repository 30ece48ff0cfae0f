"""Sample data for the window's empty store."""

from collections.abc import Callable

from ui.samples.generating import SEED, Commands, generate, last_full_day

ORDERS = 500


def load_samples(commands: Commands, report: Callable[[int, int], object]) -> int:
    """Record a year of trading that ended yesterday; ``report`` is told how far it is, and may raise to end it."""
    return generate(commands, ORDERS, SEED, last_full_day(), report)
