"""The window: head, pages, status line, and everything that can be done from anywhere."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from readmodel.control import Mode
from ui.about import show_about
from ui.actions import Actions
from ui.desk import Desk
from ui.intents import Intent, ShowPage, Tell
from ui.menus import fill_menus, register_actions
from ui.pages import PLACES
from ui.palette import Palette
from ui.shortcuts import ShortcutsDialog
from ui.theme import Theme
from ui.widgets.catching_up import CatchingUp
from ui.widgets.header import Header
from ui.widgets.navigation import Navigation
from ui.widgets.statusline import StatusLine
from ui.widgets.text import rule
from ui.widgets.toast import Toasts

_DEFAULT_SIZE = (1280, 800)


class Window(QMainWindow):
    """Owns the pages and carries out what they ask of it."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.desk = desk
        self.theme = theme
        self.setObjectName("window")
        self.actions_ = Actions(self)
        register_actions(self)
        self._pages: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._navigation = Navigation()
        for place in PLACES:
            self._navigation.add(place.name, place.title, place.icon, apart=place.apart)
        self._navigation.chosen.connect(self.show_page)
        self._status = StatusLine()
        self._status.mode_chosen.connect(self.set_mode)
        self._catching_up = CatchingUp()
        self._lay_out()
        self._toasts = Toasts(self._stack)
        fill_menus(self)
        desk.requested.connect(self.carry_out)
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
            made = place.make(self.desk)
            made.setAccessibleName(place.title)
            self._pages[name] = made
            self._stack.addWidget(made)
        return made

    def show_page(self, name: str) -> QWidget:
        """Bring a page to the front."""
        page = self.page(name)
        self._stack.setCurrentWidget(page)
        self._navigation.show_chosen(name)
        title = next(place.title for place in PLACES if place.name == name)
        self.setWindowTitle(f"Docket – {title}")
        self.desk.settings.setValue("window/page", name)
        return page

    @property
    def current_page(self) -> str:
        """The name of the page in front."""
        front = self._stack.currentWidget()
        return next(name for name, page in self._pages.items() if page is front)

    def carry_out(self, intent: Intent) -> None:
        """Do what a part of the window asked for."""
        match intent:
            case Tell(text=text, action=action, then=then, tone=tone):
                self._toasts.show(text, action, then, tone)
            case ShowPage(page=name):
                self.show_page(name)
            case _:
                pass

    def set_mode(self, mode: Mode) -> None:
        """Switch the projection over."""
        self.desk.control.mode = mode
        self.desk.look_at_pipeline()

    def toggle_mode(self) -> None:
        """Switch the projection to the other mode."""
        self.set_mode(Mode.ASYNC if self.desk.control.mode is Mode.SYNC else Mode.SYNC)

    def open_palette(self) -> None:
        """Search or jump, over the window."""
        Palette(self.desk, self.actions_, self).open_over(self)

    def open_shortcuts(self) -> None:
        """The keys, on F1."""
        ShortcutsDialog(self.actions_, self).open()

    def open_about(self) -> None:
        """What this is."""
        show_about(self, self.desk)

    def come_forward(self) -> None:
        """Raise the window, when a second start hands over to it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.settings.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)

    def _lay_out(self) -> None:
        pages = QVBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self._catching_up)
        pages.addWidget(self._stack, 1)
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
            self.resize(*_DEFAULT_SIZE)
        wanted = str(settings.value("window/page", PLACES[0].name))
        self.show_page(wanted if any(place.name == wanted for place in PLACES) else PLACES[0].name)

    def _repaint(self) -> None:
        # Hand-painted widgets read the tokens while painting; nothing else tells them that these are other ones now.
        for widget in QApplication.allWidgets():
            widget.update()
