"""Every list there is, and what is asked of them by name."""

from typing import Final

from readmodel.answering import Reader, answers
from readmodel.customers.list import CUSTOMERS
from readmodel.listing import suggesting, totalling
from readmodel.listing.queries import (
    CountViews,
    FindRow,
    GetIds,
    GetInside,
    GetPlace,
    GetRank,
    GetRows,
    GetRowsById,
    GetStandings,
    GetTotals,
    LayOut,
    LookAgain,
    OpenView,
    SuggestValues,
)
from readmodel.listing.source import ListSource, TableSource
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Found, Laid, Opened, Row, Seen, Standing, Suggestion, Totals, ViewCount
from readmodel.orders.line_list import ORDER_LINES
from readmodel.orders.list_spec import ORDERS
from readmodel.pipeline.event_list import EVENTS
from readmodel.products.list import PRODUCTS
from readmodel.products.movement_list import MOVEMENTS

LISTS: Final[dict[str, ListSpec]] = {spec.name: spec for spec in (ORDERS, CUSTOMERS, PRODUCTS, MOVEMENTS)}
"""The lists that projections keep in tables."""

SOURCES: Final[dict[str, ListSource]] = {
    **{name: TableSource(spec) for name, spec in LISTS.items()},
    "order_lines": ORDER_LINES,
    "events": EVENTS,
}
"""Where the rows of each list come from."""


@answers(OpenView)
def open_view(reader: Reader, query: OpenView) -> Opened:
    return SOURCES[query.view.list].open(reader, query.view)


@answers(LookAgain)
def look_again(reader: Reader, query: LookAgain) -> Seen:
    source = SOURCES[query.view.list]
    opened = source.open(reader, query.view)
    laid = source.lay_out(reader, opened.snapshot, query.keep)
    snapshot, first, rows = laid.snapshot, 0, opened.rows
    if laid.kept is not None:
        first = max(0, laid.kept // query.page - 1) * query.page
        rows = source.rows(reader, snapshot, first, 3 * query.page)
    current = None if query.current is None else source.rank(reader, snapshot, query.current)
    return Seen(snapshot=snapshot, first=first, rows=rows, kept=laid.kept, current=current)


@answers(LayOut)
def lay_out(reader: Reader, query: LayOut) -> Laid:
    return SOURCES[query.snapshot.view.list].lay_out(reader, query.snapshot, query.keep)


@answers(GetRows)
def get_rows(reader: Reader, query: GetRows) -> tuple[Row, ...]:
    return SOURCES[query.snapshot.view.list].rows(reader, query.snapshot, query.first, query.count)


@answers(GetIds)
def get_ids(reader: Reader, query: GetIds) -> tuple[int, ...]:
    return SOURCES[query.snapshot.view.list].ids(reader, query.snapshot, query.ranges)


@answers(GetRowsById)
def get_rows_by_id(reader: Reader, query: GetRowsById) -> tuple[Row, ...]:
    return SOURCES[query.view.list].rows_by_id(reader, query.view, query.ids)


@answers(GetRank)
def get_rank(reader: Reader, query: GetRank) -> int | None:
    return SOURCES[query.snapshot.view.list].rank(reader, query.snapshot, query.id)


@answers(GetInside)
def get_inside(reader: Reader, query: GetInside) -> tuple[int, ...]:
    return SOURCES[query.view.list].inside(reader, query.view, query.ids)


@answers(GetStandings)
def get_standings(reader: Reader, query: GetStandings) -> tuple[Standing, ...]:
    return SOURCES[query.snapshot.view.list].standings(reader, query.snapshot, query.keys)


@answers(FindRow)
def find_row(reader: Reader, query: FindRow) -> Found:
    return SOURCES[query.snapshot.view.list].find(reader, query.snapshot, query.text)


@answers(GetPlace)
def get_place(reader: Reader, query: GetPlace) -> int:
    return SOURCES[query.snapshot.view.list].place(reader, query.snapshot, query.value)


@answers(CountViews)
def count_views(reader: Reader, query: CountViews) -> tuple[ViewCount, ...]:
    return tuple(totalling.count_view(reader.db, LISTS[view.list], view) for view in query.views)


@answers(GetTotals)
def get_totals(reader: Reader, query: GetTotals) -> Totals:
    source = SOURCES[query.snapshot.view.list]
    return source.totals(reader, query.snapshot, query.ranges, query.besides, query.without)


@answers(SuggestValues)
def suggest_values(reader: Reader, query: SuggestValues) -> tuple[Suggestion, ...]:
    return suggesting.suggest(reader.db, LISTS[query.list], query.field, query.beginning, query.limit)
