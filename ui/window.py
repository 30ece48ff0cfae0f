"""The window: head, pages, status line, and everything that can be done from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from readmodel.control import Mode
from ui.actions import Actions
from ui.desk import Desk
from ui.editing import Editing
from ui.menus import fill_menus, register_actions
from ui.pages import PLACES
from ui.routes import Routes
from ui.theme import Theme
from ui.widgets.catching_up import CatchingUp
from ui.widgets.header import Header
from ui.widgets.navigation import Navigation
from ui.widgets.statusline import StatusLine
from ui.widgets.text import rule
from ui.widgets.toast import Toasts

if TYPE_CHECKING:
    # For its type alone: no page that is painted first has a list.
    from ui.table.table import ListTable

_DEFAULT_SIZE = QSize(1440, 900)
_FRAME = QSize(16, 48)
_LEAST_PAGE = (600, 360)
_AFTER_PAINT_MS = 200


class Window(QMainWindow):
    """Owns the pages and carries out what they ask of it. What is not needed to paint is imported when it is wanted."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.desk = desk
        self.theme = theme
        self.setObjectName("window")
        self.actions_ = Actions(self)
        register_actions(self.actions_, self, desk.request, theme)
        self.editing = Editing(self.actions_, self)
        self._pages: dict[str, QWidget] = {}
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        # Said outright, so that a page which would like more room never makes the window grow under the hand.
        self.stack.setMinimumSize(*_LEAST_PAGE)
        self._navigation = Navigation()
        for place in PLACES:
            self._navigation.add(place.name, place.title, place.icon, apart=place.apart)
        self._navigation.chosen.connect(self.show_page)
        self._status = StatusLine()
        self._status.mode_chosen.connect(self.set_mode)
        self._catching_up = CatchingUp()
        self._lay_out()
        self.toasts = Toasts(self._navigation.room)
        fill_menus(self.menuBar(), self.actions_, self._about_to_edit)
        self.routes = Routes(desk, self, self)
        desk.requested.connect(self.routes.carry_out)
        desk.pipeline.connect(self._status.show_state)
        desk.pipeline.connect(self._catching_up.show_state)
        desk.late.connect(self._status.show_late)
        desk.job_started.connect(self._status.add_job)
        theme.changed.connect(self._repaint)
        self._status.show_state(desk.control.state())
        self._restore()

    def page(self, name: str) -> QWidget:
        """A page by name, built if it has not been shown yet."""
        made = self._pages.get(name)
        if made is None:
            place = next(place for place in PLACES if place.name == name)
            made = place.make(self.desk, self.actions_)
            made.setAccessibleName(place.title)
            self._pages[name] = made
            self.stack.addWidget(made)
        return made

    def show_page(self, name: str) -> QWidget:
        """Bring a page to the front."""
        page = self.page(name)
        self.stack.setCurrentWidget(page)
        self._navigation.show_chosen(name)
        title = next(place.title for place in PLACES if place.name == name)
        self.setWindowTitle(f"Docket – {title}")
        self.desk.settings.setValue("window/page", name)
        page.setFocus()
        return page

    def show_form(self, form: QWidget) -> None:
        """Bring a form to the front, in the place of a page."""
        if self.stack.indexOf(form) < 0:
            self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)
        self._navigation.show_chosen("")
        self.setWindowTitle(f"Docket – {form.accessibleName()}")

    def close_form(self, form: QWidget) -> bool:
        """Take a form away; whether it was in front."""
        in_front = self.stack.currentWidget() is form
        self.stack.removeWidget(form)
        return in_front

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip above the pages; it hides itself when it has nothing to say."""
        self._strips.addWidget(strip)

    @property
    def current_page(self) -> str:
        """The name of the page in front, or an empty one while a form is."""
        front = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is front), "")

    def set_mode(self, mode: Mode) -> None:
        """Switch the projection over, if this process projects."""
        if not self.desk.control.state().projecting:
            self.toasts.show("Another Docket projects here; its own switch decides.")
            return
        self.desk.control.mode = mode
        self.desk.look_at_pipeline()

    def toggle_mode(self) -> None:
        """Switch the projection to the other mode."""
        self.set_mode(Mode.ASYNC if self.desk.control.mode is Mode.SYNC else Mode.SYNC)

    def open_palette(self) -> None:
        """Search or jump, over the window."""
        from ui.palette import Palette

        self.editing.refresh()
        Palette(self.desk, self.actions_, self).open_over(self)

    def open_goto(self) -> None:
        """Ask where to go in the list that has the focus, or in that of the page in front."""
        if (table := self._list_in_front()) is not None:
            table.open_goto()

    def open_shortcuts(self) -> None:
        """The keys, on F1."""
        from ui.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.actions_, self).open()

    def open_about(self) -> None:
        """What this is."""
        from ui.about import AboutDialog

        AboutDialog(self.desk, self).open()

    def come_forward(self) -> None:
        """Raise the window, when a second start hands over to it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.settings.setValue("window/geometry", self.saveGeometry())
        self.routes.close()
        super().closeEvent(event)

    def _list_in_front(self) -> ListTable | None:
        from ui.table.page import ListPage
        from ui.table.table import ListTable

        focused, page = QApplication.focusWidget(), self.stack.currentWidget()
        if isinstance(focused, ListTable):
            return focused
        if isinstance(page, ListPage):
            # Beside its list stands another one, that of what is in the pane.
            return page.table
        found = None if page is None else page.findChild(ListTable)
        return found if isinstance(found, ListTable) else None

    def _about_to_edit(self) -> None:
        self.editing.refresh()
        self.actions_["edit.goto"].setEnabled(self._list_in_front() is not None)

    def _lay_out(self) -> None:
        pages = QVBoxLayout()
        pages.setSpacing(0)
        self._strips = QVBoxLayout()
        self._strips.addWidget(self._catching_up)
        pages.addLayout(self._strips)
        pages.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._navigation)
        middle.addLayout(pages, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Header(self.actions_["window.palette"], self.actions_["order.new"]))
        column.addLayout(middle, 1)
        column.addWidget(rule())
        column.addWidget(self._status)
        self.setCentralWidget(whole)

    def _restore(self) -> None:
        settings = self.desk.settings
        geometry = settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(_DEFAULT_SIZE)
        # How wide its frame will be is not known yet; what is beyond the screen can not be reached.
        if not self.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            self.resize(self.size().boundedTo(self.screen().availableSize() - _FRAME))
        wanted = str(settings.value("window/page", PLACES[0].name))
        self.show_page(wanted if any(place.name == wanted for place in PLACES) else PLACES[0].name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        # What was being typed when the program last ended is offered once the window has been painted.
        QTimer.singleShot(_AFTER_PAINT_MS, self, lambda: self.routes.forms)

    def _repaint(self) -> None:
        # Hand-painted widgets read the tokens while painting; nothing else tells them that these are other ones now.
        for widget in QApplication.allWidgets():
            widget.update()
