"""What one part of the window may ask of the window as a whole, without knowing it."""

from collections.abc import Callable

from msgspec import Struct


class ShowPage(Struct, frozen=True, kw_only=True):
    """Go to a page: ``today``, ``sales``, ``orders``, ``customers``, ``products`` or ``pipeline``.

    ``view`` names a view of its list: a work queue (``late``, ``to_ship``, ``unpaid`` …) or one that was saved.
    ``query`` asks for other rows instead, in the language of ``ui/query`` (``placed:2026-11-30 -status:cancelled``).
    """

    page: str
    view: str = ""
    query: str = ""


class ShowRecord(Struct, frozen=True):
    """Go to one ``order``, ``customer`` or ``product`` in its list, with its detail open.

    ``as_of`` is the position of what was just recorded of it: where it stood before is no place to show it.
    """

    subject: str
    id: str
    as_of: int = 0


class NewRecord(Struct, frozen=True):
    """Open an empty form for an ``order``, ``customer`` or ``product``; ``for_customer`` fills an order's customer."""

    subject: str
    for_customer: str = ""


class EditRecord(Struct, frozen=True):
    """Open the form of a draft order, a customer or a product."""

    subject: str
    id: str


class ImportFile(Struct, frozen=True):
    """Open the import dialog for ``orders``, ``customers`` or ``products``."""

    subject: str = "orders"


class ExportFile(Struct, frozen=True):
    """Open the export dialog."""


class LoadSamples(Struct, frozen=True):
    """Fill the empty store with invented trading."""


class Tell(Struct, frozen=True, kw_only=True):
    """Say something in passing, as a toast; ``action`` is the word on its button and ``then`` what that does.

    ``unseen`` is said as a warning besides, until the view is as of the position ``seen_at``.
    """

    text: str
    action: str = ""
    then: Callable[[], None] | None = None
    tone: str = "info"
    unseen: str = ""
    seen_at: int = 0


Intent = ShowPage | ShowRecord | NewRecord | EditRecord | ImportFile | ExportFile | LoadSamples | Tell
