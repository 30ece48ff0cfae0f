"""The answers to what is asked of lists."""

from collections.abc import Mapping

from readmodel.answering import Reader, answers
from readmodel.listing import counting, opening, paging, suggesting, totalling
from readmodel.listing.lists import LISTS
from readmodel.listing.plan import Plan
from readmodel.listing.queries import (
    CountFilters,
    CountViews,
    GetIds,
    GetRows,
    GetRowsById,
    GetStandings,
    GetTotals,
    LayOut,
    OpenView,
    SuggestValues,
)
from readmodel.listing.view import Laid, Opened, Row, Standing, Suggestion, Totals, ViewCount


@answers(OpenView)
def open_view(reader: Reader, query: OpenView) -> Opened:
    return opening.open_view(reader.db, LISTS[query.view.list], query.view)


@answers(LayOut)
def lay_out(reader: Reader, query: LayOut) -> Laid:
    return opening.lay_out(reader.db, LISTS[query.snapshot.view.list], query.snapshot, query.keep)


@answers(GetRows)
def get_rows(reader: Reader, query: GetRows) -> tuple[Row, ...]:
    return paging.read_rows(reader.db, LISTS[query.snapshot.view.list], query.snapshot, query.first, query.count)


@answers(GetIds)
def get_ids(reader: Reader, query: GetIds) -> tuple[int, ...]:
    return tuple(paging.ids_between(reader.db, LISTS[query.snapshot.view.list], query.snapshot, query.ranges))


@answers(GetRowsById)
def get_rows_by_id(reader: Reader, query: GetRowsById) -> tuple[Row, ...]:
    return paging.rows_by_ids(reader.db, Plan(LISTS[query.view.list], query.view), list(query.ids))


@answers(GetStandings)
def get_standings(reader: Reader, query: GetStandings) -> tuple[Standing, ...]:
    return paging.standings(reader.db, LISTS[query.snapshot.view.list], query.snapshot, query.keys)


@answers(CountFilters)
def count_filters(reader: Reader, query: CountFilters) -> Mapping[tuple[str, ...], int]:
    return counting.count_filters(reader.db, LISTS[query.list], query.combinations, query.today)


@answers(CountViews)
def count_views(reader: Reader, query: CountViews) -> tuple[ViewCount, ...]:
    return tuple(counting.count_view(reader.db, LISTS[view.list], view) for view in query.views)


@answers(GetTotals)
def get_totals(reader: Reader, query: GetTotals) -> Totals:
    spec = LISTS[query.snapshot.view.list]
    return totalling.totals_of(reader.db, spec, query.snapshot, query.ranges, query.besides, query.without)


@answers(SuggestValues)
def suggest_values(reader: Reader, query: SuggestValues) -> tuple[Suggestion, ...]:
    return suggesting.suggest(reader.db, LISTS[query.list], query.field, query.beginning, query.limit)
