"""Going along a view's order between two keys, by the sort's index alone.

SQLite does not use an index for all of ``(column, id) >= (…, …)``: among equal values it goes through every row. So a
stretch is put together from parts that it does find by the index, which it merges in their order.
"""

from collections.abc import Sequence

from readmodel.listing.plan import Plan, where
from readmodel.listing.view import Key

Parameters = dict[str, object]


class Stretch:
    """The rows from ``start``, itself included, up to but without ``end``; None leaves that end open."""

    def __init__(self, plan: Plan, start: Key | None, end: Key | None, tests: Sequence[str] = ()) -> None:
        self._plan = plan
        self._tests = tests
        self.params: Parameters = dict(plan.params)
        value, row_id = f"t.{plan.sort}", "t.id"
        on, back = ("<", ">") if plan.descending else (">", "<")
        if start is not None:
            self.params |= {"start": start[0], "start_id": start[1]}
        if end is not None:
            self.params |= {"end": end[0], "end_id": end[1]}
        from_start = [f"{value} = :start", f"{row_id} {on}= :start_id"]
        to_end = [f"{value} = :end", f"{row_id} {back} :end_id"]
        after, before = f"{value} {on} :start", f"{value} {back} :end"
        self._parts: list[list[str]]
        if start is None:
            self._parts = [[]] if end is None else [[before], to_end]
        elif end is None:
            self._parts = [from_start, [after]]
        elif plan.sorting_key(start)[0] == plan.sorting_key(end)[0]:
            self._parts = [[*from_start, to_end[1]]]
        else:
            self._parts = [from_start, [after, before], to_end]

    def keys(self, limit: int, skipped: int = 0) -> str:
        """SQL that gives ``s`` and ``id`` of the rows, in the view's order."""
        way = "DESC" if self._plan.descending else "ASC"
        parts = " UNION ALL ".join(
            f"SELECT t.{self._plan.sort} AS s, t.id AS id FROM {self._plan.tested}"
            f"{where(*self._plan.scope, *part, *self._tests)}"
            for part in self._parts
        )
        return f"{parts} ORDER BY s {way}, id {way} LIMIT {limit} OFFSET {skipped}"

    def ids(self, limit: int, skipped: int = 0) -> str:
        """SQL that gives the ids of the rows in the view's order, as one text."""
        return f"SELECT group_concat(q.id) FROM ({self.keys(limit, skipped)}) AS q"

    def count(self) -> str:
        """SQL that gives the number of the rows."""
        return "SELECT " + " + ".join(
            f"(SELECT count(*) FROM {self._plan.tested}{where(*self._plan.scope, *part, *self._tests)})"
            for part in self._parts
        )
