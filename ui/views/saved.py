"""The views of a list, and how those of the person's own are kept beside the other settings."""

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QSettings

from domain.ids import new_id

ALL = "all"
"""The view that lets everything through, which every list has."""


class SavedView(Struct, frozen=True, kw_only=True):
    """A query under a name. ``id`` is the name of a built-in view, or one that was made up for a person's ``own``.

    Sort and columns of an own view are remembered under its id, as those of the list are under the list's name.
    """

    id: str
    title: str
    query: str = ""
    own: bool = False


class _Kept(Struct):
    order: list[str] = []
    own: list[SavedView] = []


class SavedViews:
    """All views of one list in the order a person left them in, and the one in front; every change is kept at once."""

    def __init__(self, settings: QSettings, list_name: str, built_in: tuple[SavedView, ...]) -> None:
        self._settings = settings
        self._key = f"lists/{list_name}/views"
        self._front_key = f"lists/{list_name}/front"
        self._built_in = built_in
        kept = self._read()
        known = {view.id: view for view in (*built_in, *kept.own)}
        order = dict.fromkeys([*(id for id in kept.order if id in known), *known])
        self.all = [known[id] for id in order]

    @property
    def front(self) -> SavedView:
        """The view that a person left in front; the first one if it is gone."""
        return self.view(str(self._settings.value(self._front_key, ""))) or self.all[0]

    def bring_to_front(self, view: SavedView) -> None:
        """Remember the view that is in front."""
        if self._settings.value(self._front_key) != view.id:
            self._settings.setValue(self._front_key, view.id)

    def view(self, id: str) -> SavedView | None:
        """The view of an id, if there is one."""
        return next((view for view in self.all if view.id == id), None)

    def save(self, title: str, query: str) -> SavedView:
        """Keep a query as a new view, behind all others."""
        made = SavedView(id=new_id(), title=title, query=query, own=True)
        self.all.append(made)
        self._keep()
        return made

    def change(self, view: SavedView, *, title: str | None = None, query: str | None = None) -> SavedView:
        """Give a person's own view another name or query."""
        changed = replace(
            view, title=view.title if title is None else title, query=view.query if query is None else query
        )
        self.all[self.all.index(view)] = changed
        self._keep()
        return changed

    def delete(self, view: SavedView) -> int:
        """Forget a person's own view; the place where it stood."""
        place = self.all.index(view)
        del self.all[place]
        self._keep()
        return place

    def restore(self, view: SavedView, place: int) -> None:
        """Take a deletion back."""
        self.all.insert(place, view)
        self._keep()

    def move(self, view: SavedView, place: int) -> None:
        """Put a view at another place."""
        self.all.remove(view)
        self.all.insert(place, view)
        self._keep()

    def _read(self) -> _Kept:
        try:
            return msgspec.json.decode(str(self._settings.value(self._key, "")), type=_Kept)
        except msgspec.DecodeError:
            return _Kept()

    def _keep(self) -> None:
        kept = _Kept(order=[view.id for view in self.all], own=[view for view in self.all if view.own])
        self._settings.setValue(self._key, msgspec.json.encode(kept).decode())
