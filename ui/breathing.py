"""Long work in short breaths: a thread that computes without a pause keeps the window from painting."""

from collections.abc import Callable
from time import monotonic, sleep

_BREATH, _REST = 0.003, 0.002


class Breathing:
    """Called between steps of the work: checks whether to go on, and every few milliseconds lets others run."""

    def __init__(self, check: Callable[[], object]) -> None:
        self._check = check
        self._since = monotonic()

    def __call__(self) -> None:
        """Rest if it is time; raises what ``check`` raises."""
        if monotonic() - self._since >= _BREATH:
            self._check()
            sleep(_REST)
            self._since = monotonic()
