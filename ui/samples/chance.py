"""Everything random in sample data comes from seeded sources, so that one seed gives one history."""

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from domain.instants import Instant

T = TypeVar("T")


class Weighted(Generic[T]):
    """Choices of which some are likelier; added up once, since there may be thousands to choose from."""

    def __init__(self, choices: Sequence[T], weights: Sequence[float]) -> None:
        self.choices = choices
        self.sums = list(accumulate(weights))


class Chance:
    """A seeded source of choices and of ids."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self.among = self._random.randint
        self.share = self._random.random

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return self._random.random() < probability

    def one_of(self, choices: Sequence[T]) -> T:
        """One of them, each as likely as any other."""
        return self._random.choice(choices)

    def pick(self, weighted: Weighted[T]) -> T:
        """One of them, the heavier the likelier."""
        return self._random.choices(weighted.choices, cum_weights=weighted.sums)[0]

    def several(self, weighted: Weighted[T], count: int) -> list[T]:
        """Up to ``count`` different ones, the heavier the likelier."""
        places = self._random.choices(range(len(weighted.choices)), cum_weights=weighted.sums, k=count)
        return [weighted.choices[place] for place in dict.fromkeys(places)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in another order."""
        return self._random.sample(things, len(things))

    def digits(self, pattern: str) -> str:
        """The pattern with a digit for every #."""
        return "".join(str(self._random.randrange(10)) if char == "#" else char for char in pattern)

    def id(self, at: Instant) -> str:
        """A UUIDv7 as ``domain.ids`` makes them, but of this source and for a moment of the sample's own time."""
        bits = self._random.getrandbits(74)
        value = (at // 1000 & (1 << 48) - 1) << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (1 << 62) - 1
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
