"""Sharing a rebuild out between two processes: projections know nothing of each other and write their own tables."""

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from readmodel.projection import Projection
from readmodel.rebuild.process import Report, Request, run_beside
from readmodel.store.file import ReadFile

WORTH_SHARING = 50_000
"""Events from which on a second process is worth its start."""


FIRST = frozenset({"order_list", "customers", "customer_list", "products", "product_list"})
"""The projections that the first process fills itself: with their indexes they are half of the work.

The list of orders is among them because it can't be taken over cheaply: a full-text table is indexed anew then.
"""


class SecondProcess:
    """A process that fills the tables of all other projections, for the first to take them over whole."""

    def __init__(self, request: Request, until: int, projections: Sequence[Projection]) -> None:
        self.projections: Sequence[Projection] = [p for p in projections if p.name not in FIRST]
        self._path = Path(f"{request.path}-part")
        names = tuple(projection.name for projection in self.projections)
        self._request = replace(request, path=str(self._path), until=until, part=names)
        self._pool = ThreadPoolExecutor(1, "docket-second-process")
        self._closing = False
        self._work: Future[Report] = self._pool.submit(run_beside, self._request, self._go_on)

    def hand_over(self, file: ReadFile) -> None:
        self._work.result()
        file.take_over(self._path, self.projections)

    def _go_on(self, done: int, total: int) -> None:
        if self._closing:
            raise InterruptedError("nobody waits for it any more")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._pool.shutdown()
        self._path.unlink(missing_ok=True)


def is_worth_sharing(until: int) -> bool:
    """Whether there is a second processor, and enough to do for it."""
    return until >= WORTH_SHARING and (os.cpu_count() or 1) > 1
