"""What may be asked of a list."""

from readmodel.listing.view import (
    Found,
    Laid,
    Opened,
    Row,
    Seen,
    Snapshot,
    Standing,
    Suggestion,
    Totals,
    View,
    ViewCount,
)
from readmodel.query import Query


class OpenView(Query[Opened], frozen=True, kw_only=True):
    """Open a view: its first rows, and its count where that is known at once."""

    view: View


class LookAgain(Query[Seen], frozen=True, kw_only=True):
    """A view whole, all of it as of one moment: laid out, the rows about the one with the id ``keep`` (or the first
    ones), and where the row with the id ``current`` stands. ``page`` rows are what is read at once."""

    view: View
    keep: int | None
    current: int | None
    page: int


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


class GetRank(Query[int | None], frozen=True, kw_only=True):
    """The rank of the row with this id in a laid-out snapshot, None if it is not in the view."""

    snapshot: Snapshot
    id: int


class GetInside(Query[tuple[int, ...]], frozen=True, kw_only=True):
    """Those of the ids whose rows are in a view, in its order."""

    view: View
    ids: tuple[int, ...]


class GetStandings(Query[tuple[Standing, ...]], frozen=True, kw_only=True):
    """How the rows of some aggregates stand now, in relation to a snapshot."""

    snapshot: Snapshot
    keys: tuple[str, ...]


class FindRow(Query[Found], frozen=True, kw_only=True):
    """The row of a snapshot that people call by this number or code."""

    snapshot: Snapshot
    text: str


class GetPlace(Query[int], frozen=True, kw_only=True):
    """The rank of the first row of a snapshot that does not come before a value of what it is sorted by."""

    snapshot: Snapshot
    value: int | str


class CountViews(Query[tuple[ViewCount, ...]], frozen=True, kw_only=True):
    """How many rows each of some views has; counting ends soon after ``ViewCount.MOST`` where no tally tells."""

    views: tuple[View, ...]


class GetTotals(Query[Totals], frozen=True, kw_only=True):
    """The sums of the columns ``ListSpec.totals`` over all rows of a snapshot, or over those in ranges of its ranks.

    Rows with the ids ``besides`` count as well, those with the ids ``without`` do not; either is told apart from the
    ranges by whoever asks.
    """

    snapshot: Snapshot
    ranges: tuple[tuple[int, int], ...] | None = None
    besides: tuple[int, ...] = ()
    without: tuple[int, ...] = ()


class SuggestValues(Query[tuple[Suggestion, ...]], frozen=True, kw_only=True):
    """Values of a field that begin with or hold what was typed, those with most rows first."""

    list: str
    field: str
    beginning: str
    limit: int = 12
