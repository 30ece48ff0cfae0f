"""Where all the rows of a view stand: anchors along its order, or packed ids."""

from array import array
from sqlite3 import Connection

from readmodel.listing.packing import unpack
from readmodel.listing.plan import Plan, where
from readmodel.listing.view import Anchors, Key, Packed
from readmodel.listing.walking import Stretch

STRIDE = 1000
"""Rows from one anchor to the next."""


def lay_anchors(connection: Connection, plan: Plan) -> tuple[Anchors, int]:
    """Keys a thousand rows apart, hop by hop, and the number of rows in all."""
    keys: list[Key] = []
    start: Key | None = None
    while True:
        stretch = Stretch(plan, start, None, plan.walked_tests)
        row = connection.execute(stretch.keys(1, STRIDE if keys else 0), stretch.params).fetchone()
        if row is None:
            break
        start = (row[0], row[1])
        keys.append(start)
    if not keys:
        return Anchors((), ()), 0
    ranks = tuple(range(0, len(keys) * STRIDE, STRIDE))
    rest: int = connection.execute(stretch.count(), stretch.params).fetchone()[0]
    return Anchors(tuple(keys), ranks), ranks[-1] + rest


def pack(connection: Connection, plan: Plan, found: str, best: list[int], most: int | None = None) -> Packed:
    """The ids of a view in its order, the best hits first, at most so many; ``found`` is where its rows are found."""
    tests = [*plan.scope, *plan.tests_behind(found), *others_than(best)]
    inner = f"SELECT t.id AS id FROM {found}{where(*tests)} ORDER BY {plan.sorted_in(found)}"
    if most is not None:
        inner += f" LIMIT {most - len(best)}"
    joined = connection.execute(f"SELECT group_concat(q.id) FROM ({inner}) AS q", plan.params).fetchone()[0]
    return Packed(unpack(joined or "", array("q", best)))


def others_than(best: list[int]) -> list[str]:
    """The test that leaves out rows that come first anyway."""
    return [f"t.id NOT IN ({', '.join(map(str, best))})"] if best else []
