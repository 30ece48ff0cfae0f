"""A measured figure, the floor it stands beside, and what was to be reached."""

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from operator import ge, le
from time import perf_counter, thread_time
from typing import TypeVar

from msgspec import Struct, to_builtins

AT_LEAST, AT_MOST = ge, le

Answer = TypeVar("Answer")


class Spread(Struct, frozen=True, kw_only=True):
    """How milliseconds taken again and again lie; ``worst_of`` is what took longest."""

    p50: float
    p95: float
    worst: float
    worst_of: str = ""

    def __str__(self) -> str:
        of = f" ({self.worst_of})" if self.worst_of else ""
        return f"p50 {self.p50:,.2f} ms, p95 {self.p95:,.2f} ms, worst {self.worst:,.1f} ms{of}"


class Figure(Struct, frozen=True, kw_only=True):
    """``value`` in ``unit``; with a ``floor``, ``ratio`` is value ÷ floor. ``reach`` says what the design asks for."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    reach: str = ""
    met: bool | None = None
    spread: Spread | None = None
    floor_spread: Spread | None = None
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
    *,
    spread: Spread | None = None,
    floor_spread: Spread | None = None,
    note: str = "",
) -> Figure:
    """A figure judged by its ratio to a floor: ``bound`` is (AT_LEAST or AT_MOST, ratio)."""
    reach, met = "", None
    if bound is not None:
        compare, ratio = bound
        reach = f"{'≥' if compare is ge else '≤'} {ratio:g} × floor"
        met = compare(value / floor, ratio)
    return Figure(
        name=name,
        value=value,
        unit=unit,
        floor=floor,
        floor_name=floor_name,
        reach=reach,
        met=met,
        spread=spread,
        floor_spread=floor_spread,
        note=note,
    )


def within(name: str, value: float, unit: str, limit: float, *, spread: Spread | None = None, note: str = "") -> Figure:
    """A figure judged by itself: at most ``limit``."""
    reach = f"≤ {limit:g} {unit}"
    return Figure(name=name, value=value, unit=unit, reach=reach, met=value <= limit, spread=spread, note=note)


class Waits:
    """Milliseconds that something took, again and again, each with a word on what it was.

    On a machine that others use, the processor time says what is ours.
    """

    def __init__(self) -> None:
        self._taken: list[tuple[float, str]] = []
        self._busy: list[float] = []

    @property
    def milliseconds(self) -> list[float]:
        """All of them."""
        return [milliseconds for milliseconds, _ in self._taken]

    def add(self, milliseconds: float, what: str) -> None:
        """Note one."""
        self._taken.append((milliseconds, what))

    def time(self, what: str, work: Callable[[], Answer]) -> Answer:
        """Do something, and note how long it took."""
        started, busy = perf_counter(), thread_time()
        answer = work()
        self.add((perf_counter() - started) * 1000, what)
        self._busy.append((thread_time() - busy) * 1000)
        return answer

    def figure(self, name: str, limit: float | None, note: str = "") -> Figure:
        """Their p95, at most ``limit`` if there is one; with the median, and what the worst of them was."""
        spread = spread_of(self.milliseconds, max(self._taken)[1])
        told = [f"{len(self._taken)} times"]
        if self._busy:
            told.append(f"of its own thread's processor time p95 {percentile(self._busy, 95):,.2f} ms")
        return Figure(
            name=f"{name}, p95",
            value=spread.p95,
            unit="ms",
            reach="" if limit is None else f"≤ {limit:g} ms",
            met=None if limit is None else spread.p95 <= limit,
            spread=spread,
            note="; ".join([*told, *([note] if note else [])]),
        )


def percentile(samples: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def spread_of(milliseconds: Sequence[float], worst_of: str = "") -> Spread:
    """How they lie."""
    p50, p95 = percentile(milliseconds, 50), percentile(milliseconds, 95)
    return Spread(p50=p50, p95=p95, worst=max(milliseconds), worst_of=worst_of)


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
    told = [str(figure.spread)] if figure.spread else []
    if figure.floor_spread:
        told.append(f"{figure.floor_name}: {figure.floor_spread}")
    below = "; ".join([*told, *([figure.note] if figure.note else [])])
    return f"  {figure.name}: {figure.value:,.2f} {figure.unit}{floor}{reach}" + (f"\n      {below}" if below else "")


def as_table(figures: Iterable[Figure]) -> str:
    """All figures as a Markdown table."""
    return "\n".join(
        [
            "| what | measured | p50 | worst | floor | ratio | reach |",
            "|---|--:|--:|--:|---|--:|---|",
            *(f"| {' | '.join(_cells(figure))} |" for figure in figures),
        ]
    )


def _cells(figure: Figure) -> Iterable[str]:
    spread = figure.spread
    yield figure.name
    yield f"{_short(figure.value)} {figure.unit}"
    yield f"{spread.p50:,.1f}" if spread else ""
    yield f"{spread.worst:,.1f}" if spread else ""
    yield f"{_short(figure.floor)} ({figure.floor_name})" if figure.floor else ""
    yield f"{figure.ratio:.2f} ×" if figure.ratio else ""
    yield f"**{figure.reach}, missed**" if figure.met is False else figure.reach


def _short(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
