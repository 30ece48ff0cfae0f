"""The row of views: tabs, all of them in a menu, and what can be done with the one in front."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from readmodel.listing.view import ViewCount
from ui.desk import Desk
from ui.theme import icon
from ui.views.naming import NameField
from ui.views.saved import SavedView, SavedViews
from ui.views.tabs import LEFT, RENAME, RIGHT, ViewTabs


class ViewBar(QWidget):
    """Work queues and the person's own views.

    ``query`` is the text of what is asked for now; where it is another than that of the view in front, it can be kept.
    """

    chosen = Signal()
    """The view in front is another one, or is to be shown anew."""
    made = Signal(object)
    """A SavedView was made out of what is shown; it is in front now."""

    def __init__(self, desk: Desk, name: str, built_in: tuple[SavedView, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        self.views = SavedViews(desk.settings, name, built_in)
        self.tabs = ViewTabs(name, self.views)
        self.left = self.tabs.view
        """The view that what is shown now was asked for in; while ``chosen`` is told, the one that was left."""
        self.query = self.left.query
        self.suggested = ""
        """The name to begin with when what is shown is saved."""
        self.save = self._button("save_view", "Save view", "Keep this search and its filters as a view", self._save_as)
        self.update_ = self._button("update_view", "Update view", "Keep these filters in this view", self._update)
        self.more = QToolButton()
        self.more.setObjectName(f"{name}_views")
        self.more.setAccessibleName("All views")
        self.more.setToolTip("All views, and what can be done with this one")
        self.more.setIcon(icon("caret-down", "muted"))
        self.more.clicked.connect(lambda: self._open_menu(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.update_)
        row.addWidget(self.save)
        self.tabs.chosen.connect(self.chosen)
        self.tabs.again.connect(self._show_again)
        self.tabs.menu_asked.connect(self._open_menu)
        self.tabs.rename_asked.connect(self._rename)
        self.tabs.delete_asked.connect(self._delete)
        self._tell_difference()

    @property
    def view(self) -> SavedView:
        """The view in front."""
        return self.tabs.view

    def show_query(self, query: str, suggested: str) -> None:
        """Know what is asked for, and how it would be called."""
        self.query, self.suggested = query, suggested
        self._tell_difference()

    def bring(self, id: str) -> None:
        """Bring a view to the front without telling anybody; the first one if there is none of this id."""
        self.tabs.blockSignals(True)
        if not self.tabs.bring(id):
            self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(False)

    def show_counts(self, counts: Mapping[str, ViewCount]) -> None:
        """Put numbers behind the names."""
        self.tabs.show_counts(counts)
        self.tabs.updateGeometry()

    def _show_again(self) -> None:
        """Back to the view's own query, if it was changed."""
        if self.query != self.view.query:
            self.chosen.emit()

    def _button(self, name: str, text: str, tip: str, do: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"{self._name}_{name}")
        button.setToolTip(tip)
        button.setProperty("kind", "link")
        button.clicked.connect(do)
        button.hide()
        return button

    def _tell_difference(self) -> None:
        self.left = self.view
        differs = self.query != self.view.query
        self.save.setVisible(differs)
        self.update_.setVisible(differs and self.view.own)
        self.tabs.updateGeometry()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self._name}_views_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place_, view in enumerate(self.views.all):
            entry = menu.addAction(self.tabs.tabText(place_))
            entry.setObjectName(f"show_view_{view.id}")
            entry.setCheckable(True)
            entry.setChecked(view is self.view)
            entry.triggered.connect(partial(self.tabs.setCurrentIndex, place_))
        menu.addSeparator()
        save = menu.addAction("Save as a new view…")
        save.setObjectName("save_view_as")
        save.triggered.connect(self._save_as)
        if self.view.own:
            for name, text, do in (
                ("update_view", "Update view", self._update),
                ("rename_view", f"Rename view…\t{RENAME.toString(RENAME.SequenceFormat.NativeText)}", self._rename),
                ("delete_view", "Delete view", self._delete),
            ):
                entry = menu.addAction(text)
                entry.setObjectName(name)
                entry.triggered.connect(do)
                entry.setEnabled(name != "update_view" or self.query != self.view.query)
        menu.addSeparator()
        for name, text, keys, by in (
            ("move_view_left", "Move left", LEFT, -1),
            ("move_view_right", "Move right", RIGHT, 1),
        ):
            entry = menu.addAction(f"{text}\t{keys.toString(keys.SequenceFormat.NativeText)}")
            entry.setObjectName(name)
            entry.setEnabled(0 <= self.tabs.currentIndex() + by < self.tabs.count())
            entry.triggered.connect(partial(self.tabs.step, by))
        menu.popup(place)

    def _save_as(self) -> None:
        NameField("Save as a new view", "Save", self.suggested, self._save, self).open_under(self._anchor(self.save))

    def _save(self, title: str) -> None:
        made = self.views.save(title, self.query)
        self.tabs.show_views(made.id)
        self.made.emit(made)
        self._tell_difference()
        # What is likely to be done next is done to this view, and a search would keep the keys for it to itself.
        self.tabs.setFocus()

    def _update(self) -> None:
        if self.view.own:
            self._change(query=self.query)

    def _rename(self) -> None:
        view = self.view
        if view.own:
            NameField("Rename view", "Rename", view.title, lambda title: self._change(title=title), self).open_under(
                self._anchor(self.more)
            )

    def _change(self, title: str | None = None, query: str | None = None) -> None:
        changed = self.views.change(self.view, title=title, query=query)
        self.tabs.show_views(changed.id)
        self._tell_difference()

    def _delete(self) -> None:
        view = self.view
        if not view.own:
            return
        place = self.views.delete(view)
        self.tabs.show_views(self.views.all[max(0, place - 1)].id)
        self.chosen.emit()
        self._desk.tell(f"View “{view.title}” is deleted.", "Undo", partial(self._restore, view, place))

    def _restore(self, view: SavedView, place: int) -> None:
        self.views.restore(view, place)
        self.tabs.show_views(view.id)
        self.chosen.emit()

    def _anchor(self, widget: QWidget) -> QWidget:
        return widget if widget.isVisible() else self.more
