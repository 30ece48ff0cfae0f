"""First rows on a shelf, the small index of what work is done on.

A small shelf is looked through. A large one is read from where it begins, for an order that follows its own, as numbers
follow days: spans say how far up whatever is left of it can stand; once that is behind the rows found so far, nothing
more is read.
"""

from sqlite3 import Connection

from msgspec import Struct

from readmodel.listing import limits
from readmodel.listing.counting import count_tallied
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.hunting.probing import held, tested
from readmodel.listing.plan import Plan, untold, where
from readmodel.listing.spec import Spans
from readmodel.listing.view import Key

_READ = (1000, 4000, 16_000)
"""Rows that are read of the shelf before it is looked whether others can come before them."""

_FEW_WITHOUT = 500
"""So many rows that have no value in the column of the order are looked at."""

_LAST_ID = 2**63 - 1


class _Order(Struct, frozen=True, kw_only=True):
    """What rows are sorted by, and between what values of it those of a span stand."""

    value: str
    since: str
    until: str


def shelf_serves(connection: Connection, plan: Plan) -> bool:
    """Whether the first rows of a view are quickly found on a shelf: it stands in their order, or is small."""
    if not plan.shelf or plan.scope:
        return False
    if plan.told_by_shelf and plan.sort == plan.shelf_leads_by:
        return True
    most = limits.TOLD_ON_A_SHELF if plan.told_by_shelf else limits.ON_A_SHELF
    return not plan.conditions.tallied or count_tallied(connection, plan) <= most


def on_shelf(hunt: Hunt) -> list[int] | None:
    """Of what the filters leave on the shelf, sorted there, those that hold the texts."""
    plan, aim = hunt.plan, hunt.rough_aim
    if not plan.asks_for_text or not shelf_serves(hunt.connection, plan):
        return None
    shelf = (
        f"SELECT t.id AS id FROM {plan.found_on_shelf}{where(*plan.filter_tests)} ORDER BY {plan.sorted_anew} LIMIT -1"
    )
    walked = held(shelf, aim) if aim is not None and aim.hits <= limits.SOME else shelf
    return tested(hunt, walked, [*plan.word_tests, *hunt.others])


def along_shelf(hunt: Hunt) -> list[int] | None:
    """Along a large shelf that tells all that is asked, if what rows are sorted by follows it."""
    connection, plan, count = hunt.connection, hunt.plan, hunt.wanted
    spans = plan.spec.spans
    if spans is None or not plan.told_by_shelf or plan.shelf_leads_by not in spans.columns:
        return None
    order = _order(connection, plan, spans)
    if order is None or _ends_with_untold(connection, plan):
        return None
    way = "DESC" if plan.descending else "ASC"
    lead = f"t.{plan.shelf_leads_by}"
    walked = f"FROM {plan.found_on_shelf}{where(*plan.tests)} ORDER BY {lead} {way}"
    foremost = _foremost(connection, plan, spans, order)
    for read in _READ:
        last = connection.execute(f"SELECT {lead} {walked} LIMIT 1 OFFSET {read}", plan.params).fetchone()
        left = None if last is None else _foremost(connection, plan, spans, order, last[0])
        if left is None or left == foremost:
            return None
        found = (
            f"SELECT q.v, q.id FROM (SELECT {order.value} AS v, t.id AS id {walked} LIMIT {read}) AS q "
            f"ORDER BY q.v {way}, q.id {way} LIMIT {count}"
        )
        keys: list[Key] = [(row[0], row[1]) for row in connection.execute(found, plan.params)]
        if len(keys) == count and _comes_before(plan, keys[-1], left):
            return [id for _, id in keys]
    return None


def _order(connection: Connection, plan: Plan, spans: Spans) -> _Order | None:
    if _all_equal(connection, plan):
        return _Order(value="t.id", since=f"s.id * {spans.width}", until=f"(s.id + 1) * {spans.width} - 1")
    if plan.sort not in spans.columns or not (plan.descending or _all_have_one(connection, plan)):
        return None
    return _Order(
        value=f"t.{plan.sort}",
        since=f"nullif(s.{plan.sort}_from, {_nothing(plan, plan.sort)})",
        until=f"s.{plan.sort}_to",
    )


def _all_equal(connection: Connection, plan: Plan) -> bool:
    """Whether the tally says that all rows of a view have one value in the column of the order."""
    tally = plan.spec.tally
    if tally is None or plan.sort not in plan.spec.chosen or plan.sort not in {column.name for column in tally.columns}:
        return False
    passing = where("t.n > 0", *plan.filter_tests)
    values = f"SELECT count(DISTINCT t.{plan.sort}) FROM {tally.name} AS t{passing}"
    return bool(connection.execute(values, plan.params).fetchone()[0] == 1)


def _all_have_one(connection: Connection, plan: Plan) -> bool:
    """Whether no row of a view is without a value in the column of the order, as far as that is quickly seen.

    Spans don't tell of such rows, and they come first.
    """
    without = f"SELECT t.id AS id FROM {plan.table} AS t WHERE t.{plan.sort} = {_nothing(plan, plan.sort)}"
    rows = f"SELECT count(*) FROM ({without} LIMIT {_FEW_WITHOUT + 1})"
    if connection.execute(rows).fetchone()[0] > _FEW_WITHOUT:
        return False
    passing = f"SELECT 1 FROM {plan.found_by(without)}{where(*untold(plan.tests))} LIMIT 1"
    return connection.execute(passing, plan.params).fetchone() is None


def _ends_with_untold(connection: Connection, plan: Plan) -> bool:
    """Whether rows stand at the end of the shelf that spans don't tell of, since they have no value in its column."""
    if not plan.descending:
        return False
    lead = f"t.{plan.shelf_leads_by} = {_nothing(plan, plan.shelf_leads_by)}"
    untold = f"SELECT 1 FROM {plan.found_on_shelf}{where(lead, *plan.tests)} LIMIT 1"
    return connection.execute(untold, plan.params).fetchone() is not None


def _foremost(
    connection: Connection, plan: Plan, spans: Spans, order: _Order, last: int | str | None = None
) -> int | str | None:
    """How far up rows can stand: all that spans tell of, or those that have the ``last`` value or stand behind it."""
    lead = plan.shelf_leads_by
    if plan.descending:
        foremost, left = f"max({order.until})", f"s.{lead}_from <= :last AND s.{lead}_from <> {_nothing(plan, lead)}"
    else:
        foremost, left = f"min({order.since})", f"s.{lead}_to >= :last"
    among = "" if last is None else where(left)
    bound: int | str | None
    bound = connection.execute(f"SELECT {foremost} FROM {spans.table} AS s{among}", {"last": last}).fetchone()[0]
    return bound


def _comes_before(plan: Plan, key: Key, bound: int | str) -> bool:
    """Whether a key stands before all those with a value from the bound on."""
    found, before = plan.sorting_key(key), plan.sorting_key((bound, _LAST_ID if plan.descending else 0))
    return found > before if plan.descending else found < before


def _nothing(plan: Plan, column: str) -> str:
    return next("0" if one.integer else "''" for one in plan.spec.table.columns if one.name == column)
