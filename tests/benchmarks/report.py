"""A measured figure, the floor it stands beside, and what was to be reached."""

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from operator import ge, le
from time import perf_counter

from msgspec import Struct, to_builtins

AT_LEAST, AT_MOST = ge, le


class Figure(Struct, frozen=True, kw_only=True):
    """``value`` in ``unit``; with a ``floor``, ``ratio`` is value ÷ floor. ``reach`` says what the design asks for."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    reach: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """value ÷ floor."""
        return None if not self.floor else self.value / self.floor


def beside(
    name: str,
    value: float,
    unit: str,
    floor: float,
    floor_name: str,
    bound: tuple[Callable[[float, float], bool], float] | None = None,
    note: str = "",
) -> Figure:
    """A figure judged by its ratio to a floor: ``bound`` is (AT_LEAST or AT_MOST, ratio)."""
    reach, met = "", None
    if bound is not None:
        compare, ratio = bound
        reach = f"{'≥' if compare is ge else '≤'} {ratio:g} × floor"
        met = compare(value / floor, ratio)
    return Figure(
        name=name, value=value, unit=unit, floor=floor, floor_name=floor_name, reach=reach, met=met, note=note
    )


def within(name: str, value: float, unit: str, limit: float, note: str = "") -> Figure:
    """A figure judged by itself: at most ``limit``."""
    return Figure(name=name, value=value, unit=unit, reach=f"≤ {limit:g} {unit}", met=value <= limit, note=note)


def percentile(samples: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def median_of(measure: Callable[[], float], runs: int) -> float:
    """The median of several runs, since the machines this runs on are noisy."""
    return statistics.median(measure() for _ in range(runs))


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def as_json(figures: Iterable[Figure]) -> str:
    """All figures as one JSON array."""
    return json.dumps([{**to_builtins(figure), "ratio": figure.ratio} for figure in figures], ensure_ascii=False)


def as_text(figure: Figure) -> str:
    """One figure as a line for people."""
    verdict = {True: "reached", False: "MISSED", None: ""}[figure.met]
    floor = f"  floor {figure.floor:,.2f} ({figure.floor_name})  = {figure.ratio:.2f} ×" if figure.floor else ""
    reach = f"  reach {figure.reach}: {verdict}" if figure.reach else ""
    note = f"\n      {figure.note}" if figure.note else ""
    return f"  {figure.name}: {figure.value:,.2f} {figure.unit}{floor}{reach}{note}"
