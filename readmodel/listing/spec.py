"""What a list is made of: a new list is one declaration."""

from collections.abc import Mapping

from msgspec import Struct

from readmodel.listing.shared import Linked, Shared
from readmodel.listing.terms import Field
from readmodel.schema import Table


class Sort(Struct, frozen=True):
    """How a column sorts: by ``column``, along an index; without one, rows are sorted whenever somebody asks."""

    column: str
    indexed: bool = True


class NamedFilter(Struct, frozen=True, kw_only=True):
    """A filter under a name, said once for list, tab and work tile.

    ``where`` is SQL over the columns of the tally (which the table has too, under the alias ``t`` given as ``{t}``) and
    may name ``:today``, an ISO date; empty lets everything through. ``shelf`` names a small index that holds every row
    that passes, by a condition which ``where`` repeats word by word, and all columns that lists are sorted by.
    ``column`` is the one that ``where`` compares with a value, if it does nothing else. Whatever passes also passes the
    filter that is named by ``within``, which asks for less.
    """

    name: str
    where: str
    shelf: str = ""
    column: str = ""
    within: str = ""


FULLTEXT = "tokenize='trigram case_sensitive 1', detail=none, columnsize=0"
"""For full-text tables of folded text: no positions, since what the trigrams find is looked through for the word."""


class Search(Struct, frozen=True, kw_only=True):
    """What the search box looks at.

    ``texts`` is a full-text table of ``FULLTEXT`` options with one column, ``text``: what is searched of the row with
    the same id, folded, line by line; without one, rows have no texts of their own. What ``shared`` and ``linked`` keep
    of it is searched as well. ``identifiers`` are the columns whose exact and prefix hits come first, compared without
    regard to ASCII case. ``begun`` are those of which ``texts`` leaves out the first character (``behind_first``): what
    begins with a word is found by the index. ``prefixes`` are the columns of folded text that one or two characters are
    looked up in, besides the identifiers. All of them have an index that begins with the column.
    """

    texts: str = ""
    identifiers: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    shared: Shared | None = None
    linked: Linked | None = None


class Total(Struct, frozen=True, kw_only=True):
    """What a list adds up: ``value``, as SQL over ``{t}``. Where it ``counts``, that is a condition, and added up is
    how many rows it holds for.

    A tally tells it by columns of its own. Where it can't, only rows on a ``shelf`` have any: the name of a small index
    and the condition that it holds rows by.
    """

    value: str
    shelf: tuple[str, str] | None = None
    counts: bool = False


def summed(*columns: str) -> dict[str, Total]:
    """The totals of columns as they are."""
    return {column: Total(value=f"{{t}}.{column}") for column in columns}


class Spans(Struct, frozen=True, kw_only=True):
    """Between which values rows stand whose ids are near each other, as those of a time are.

    ``table`` has a row for every stretch of ``width`` ids that has rows; its ``id`` is theirs divided by the width. For
    each of the ``columns``, ``…_from`` and ``…_to`` are the lowest and the highest value that any row there has or had;
    a row that has none does not count.
    """

    table: str
    width: int
    columns: tuple[str, ...]


class ListSpec(Struct, frozen=True, kw_only=True):
    """A list: a table with an integer ``id``, and what may be asked of it.

    ``subject`` is what the projector calls a row's aggregate when it changed, ``key`` the column of the aggregate's id.
    ``columns`` are answered for each row, in this order. ``tally`` counts rows by the columns that the filters use, so
    that every count is a look at a small table; without one, counts are taken from the list itself. ``fields`` are
    what terms can name, ``totals`` what is worth a sum, by the column that shows it.

    With ``spans``, first rows in an order that follows the ids are found without looking at all that comes before them.

    A list ``within`` another record, as the movements of a product, names the column of that record's id, which leads
    its indexes. ``looked_up`` are columns that stand in another table, as SQL over ``{t}``.
    """

    name: str
    subject: str
    table: Table
    key: str
    columns: tuple[str, ...]
    sorts: Mapping[str, Sort]
    filters: Mapping[str, NamedFilter]
    search: Search = Search()
    fields: Mapping[str, Field] = {}
    totals: Mapping[str, Total] = {}
    tally: Table | None = None
    spans: Spans | None = None
    within: str = ""
    looked_up: Mapping[str, str] = {}

    @property
    def chosen(self) -> frozenset[str]:
        """The columns that only ever have one of a few values."""
        return frozenset(field.column for field in self.fields.values() if field.column and field.choices)

    def told_by(self, column: str) -> frozenset[str]:
        """The columns that stand in the index of one, which is to be looked into for them alone."""
        whole = [index.columns for index in self.table.indexes if not index.where]
        return frozenset(name for columns in whole if columns[0] == column for name in ("id", *columns))
