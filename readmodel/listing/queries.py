"""What may be asked of a list."""

from collections.abc import Mapping
from datetime import date

from readmodel.listing.view import Laid, Opened, Row, Snapshot, Standing, View
from readmodel.query import Query


class OpenView(Query[Opened], frozen=True, kw_only=True):
    """Open a view: its first rows, and its count where that is known at once."""

    view: View


class LayOut(Query[Laid], frozen=True, kw_only=True):
    """Lay out all rows of a snapshot, and find the rank of the row with the id ``keep``."""

    snapshot: Snapshot
    keep: int | None = None


class GetRows(Query[tuple[Row, ...]], frozen=True, kw_only=True):
    """``count`` rows of a snapshot from the rank ``first`` on."""

    snapshot: Snapshot
    first: int
    count: int


class GetIds(Query[tuple[int, ...]], frozen=True, kw_only=True):
    """The ids of the rows in ranges of ranks, each from its first up to but without its last."""

    snapshot: Snapshot
    ranges: tuple[tuple[int, int], ...]


class GetRowsById(Query[tuple[Row, ...]], frozen=True, kw_only=True):
    """The rows with these ids, in this order, be they in the view or not."""

    view: View
    ids: tuple[int, ...]


class GetStandings(Query[tuple[Standing, ...]], frozen=True, kw_only=True):
    """How the rows of some aggregates stand now, in relation to a snapshot."""

    snapshot: Snapshot
    keys: tuple[str, ...]


class CountFilters(Query[Mapping[tuple[str, ...], int]], frozen=True, kw_only=True):
    """How many rows of a list pass all filters of each combination, as of a day of the business."""

    list: str
    combinations: tuple[tuple[str, ...], ...]
    today: date
