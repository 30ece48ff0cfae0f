"""How rows are found by an index, and what is asked of them in SQL."""

import re

from msgspec import Struct

from readmodel.listing.shared import Passing

_LOOKED_AT = re.compile(r"\{t\}\.(\w+)")


class Way(Struct, frozen=True, kw_only=True):
    """Rows that SQL finds by an index, maybe with some others, or one ``twice``.

    Their ``id`` is taken ``of`` where they stand, by a ``test``. ``among`` is the test by which those from the id
    ``{since}`` to ``{until}`` are found without looking at others, if that can be. ``tells`` are the columns of the
    list that stand in the index as well. ``known`` is SQL that tells about how many rows there are, where that needs no
    counting. With ``texts``, the rows have one of these shared texts. It looks at so many ``places`` of the index. They
    stand in the order of the column ``along``, if one is named. Where spans tell between which values those between
    two ids stand, ``spanned`` is the test of these alone.
    """

    id: str
    of: str
    test: str
    among: str = ""
    tells: frozenset[str] = frozenset()
    known: str = ""
    twice: bool = False
    texts: tuple[int, ...] = ()
    places: int = 1
    along: str = ""
    spanned: str = ""

    @property
    def ids(self) -> str:
        """SQL that gives all ids."""
        return f"SELECT {self.id} AS id FROM {self.of} WHERE {self.test}"

    def between(self, since: int, until: int) -> str:
        """SQL that gives those from an id to another."""
        return f"SELECT {self.id} AS id FROM {self.of} WHERE {self.among.format(since=since, until=until)}"

    @property
    def count(self) -> str:
        """SQL that tells about how many rows there are, up to ``:most`` at least."""
        return self.known or f"SELECT count(*) FROM ({self.ids} LIMIT :most)"


class Condition(Struct, frozen=True, kw_only=True):
    """SQL over the columns of the alias ``{t}``.

    ``tallied`` says that the tally's columns suffice. ``column`` is the one whose index the rows stand side by side in.
    ``ways`` together find the rows that pass, if there are any. ``texts`` are all shared texts a row may have, where
    nothing else is asked of it. ``spans`` is what spans that hold such rows pass, of the alias ``s``. Whatever passes
    also passes what it stands ``within``, if that is known.
    """

    sql: str
    tallied: bool = False
    column: str = ""
    ways: tuple[Way, ...] = ()
    texts: Passing | None = None
    spans: str = ""
    within: "Condition | None" = None

    @property
    def columns(self) -> frozenset[str]:
        """The columns that are looked at."""
        return frozenset(_LOOKED_AT.findall(self.sql))
