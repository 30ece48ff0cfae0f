"""Where all the rows of a view stand: anchors along its order, or packed ids."""

from array import array
from sqlite3 import Connection

from readmodel.listing.packing import unpack
from readmodel.listing.plan import Plan, where
from readmodel.listing.view import Anchors, Key, Packed

STRIDE = 1000
"""Rows from one anchor to the next."""


def lay_anchors(connection: Connection, plan: Plan) -> tuple[Anchors, int]:
    """Keys a thousand rows apart, hop by hop, and the number of rows in all."""
    tests = [f"+{test}" for test in plan.tests]
    first = connection.execute(
        f"SELECT {plan.key} FROM {plan.walked}{where(*tests)} ORDER BY {plan.order} LIMIT 1", plan.params
    ).fetchone()
    if first is None:
        return Anchors((), ()), 0
    keys: list[Key] = [first]
    onward = where(f"({plan.key}) {plan.onward} (:from, :from_id)", *tests)
    hop = f"SELECT {plan.key} FROM {plan.walked}{onward} ORDER BY {plan.order} LIMIT 1 OFFSET {STRIDE}"
    while True:
        at = plan.params | {"from": keys[-1][0], "from_id": keys[-1][1]}
        row = connection.execute(hop, at).fetchone()
        if row is None:
            break
        keys.append(row)
    rest = connection.execute(f"SELECT count(*) FROM {plan.walked}{onward}", at).fetchone()[0]
    ranks = tuple(range(0, len(keys) * STRIDE, STRIDE))
    return Anchors(tuple(keys), ranks), ranks[-1] + rest


def pack(connection: Connection, plan: Plan, best: list[int]) -> Packed:
    """All ids of a view in its order, the best hits first, found by what they are tested for."""
    tests = [*plan.finders, *plan.tests, *others_than(best)]
    if tests:
        inner = f"SELECT t.id AS id FROM {plan.found}{where(*tests)} ORDER BY {plan.sorted_anew}"
    else:
        inner = f"SELECT t.id AS id FROM {plan.walked} ORDER BY {plan.order}"
    joined = connection.execute(f"SELECT group_concat(q.id) FROM ({inner}) AS q", plan.params).fetchone()[0]
    return Packed(unpack(joined or "", array("q", best)))


def others_than(best: list[int]) -> list[str]:
    """The test that leaves out rows that come first anyway."""
    return [f"t.id NOT IN ({', '.join(map(str, best))})"] if best else []
