"""What a page with a list is about."""

from collections.abc import Mapping

from msgspec import Struct

from readmodel.listing.spec import ListSpec
from ui.query.vocabulary import FieldWords
from ui.table.columns import TableColumn
from ui.views.saved import SavedView


class ListKind(Struct, frozen=True, kw_only=True):
    """What a list page shows: the list, its columns, fields and views, and what things are called.

    ``sort`` is a column's sort to begin with; ``words`` say what the list's fields are called, those first that people
    filter by most. The first of ``views`` lets everything through.
    """

    spec: ListSpec
    title: str
    nouns: tuple[str, str]
    columns: tuple[TableColumn, ...]
    sort: str
    falling: bool = False
    words: Mapping[str, FieldWords]
    views: tuple[SavedView, ...]
    prompt: str

    @property
    def name(self) -> str:
        """The list's name, which the names of the page's parts begin with."""
        return self.spec.name

    @property
    def subject(self) -> str:
        """What the records of the list are called."""
        return self.spec.subject
