"""Rates and the lag's recent past, from samples of the pipeline's state."""

from collections import deque

from msgspec import Struct

from readmodel.control import PipelineState

SAMPLE_MS = 250
KEPT = 240
"""Samples kept: a minute of them."""
_RATE_OVER = 8
"""Samples a rate is averaged over: two seconds."""


class Sample(Struct, frozen=True):
    """Where log and read store stood at one moment, in seconds of a monotonic clock."""

    at: float
    head: int
    checkpoint: int

    @property
    def lag(self) -> int:
        """Events behind."""
        return self.head - self.checkpoint


class Meter:
    """Takes samples, and says what they amount to."""

    def __init__(self) -> None:
        self._samples: deque[Sample] = deque(maxlen=KEPT)

    def take(self, state: PipelineState, at: float) -> None:
        """Add a sample. What was in the log before it was first looked at did not just come in."""
        if state.log_head:
            self._samples.append(Sample(at, state.log_head, state.checkpoint))

    @property
    def lags(self) -> list[int]:
        """The lag at every sample, oldest first."""
        return [sample.lag for sample in self._samples]

    @property
    def recorded_per_second(self) -> float:
        """Events that came into the log, over the last two seconds."""
        first, last = self._ends()
        return _rate(last.head - first.head, last.at - first.at)

    @property
    def projected_per_second(self) -> float:
        """Events that came into the read store, over the last two seconds; a rebuild starts from nothing, not below."""
        first, last = self._ends()
        return _rate(max(0, last.checkpoint - first.checkpoint), last.at - first.at)

    def _ends(self) -> tuple[Sample, Sample]:
        if not self._samples:
            return Sample(0, 0, 0), Sample(0, 0, 0)
        return self._samples[max(-len(self._samples), -_RATE_OVER - 1)], self._samples[-1]


def _rate(number: int, seconds: float) -> float:
    return number / seconds if seconds > 0 else 0.0
