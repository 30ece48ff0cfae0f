"""What can be done from anywhere, and the menus that list it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from ui.intents import ExportFile, ImportFile, NewRecord, ShowPage
from ui.pages import PLACES
from ui.theme import Density, Scheme

if TYPE_CHECKING:
    from ui.table.table import ListTable
    from ui.window import Window


def register_actions(window: Window) -> None:
    """Fill the window's registry with what needs no page."""
    add = window.actions_.add
    ask = window.desk.request
    add("order.new", "New order", lambda: ask(NewRecord("order")), shortcut="Ctrl+N", icon_name="plus")
    add("customer.new", "New customer", lambda: ask(NewRecord("customer")), icon_name="user-plus")
    add("product.new", "New product", lambda: ask(NewRecord("product")), icon_name="package", words="article item")
    add(
        "file.import",
        "Import…",
        lambda: ask(ImportFile()),
        shortcut="Ctrl+I",
        icon_name="download-simple",
        words="csv",
    )
    add("file.export", "Export…", lambda: ask(ExportFile()), shortcut="Ctrl+E", icon_name="upload-simple", words="csv")
    add("file.quit", "Quit", window.close, shortcut=QKeySequence.StandardKey.Quit, icon_name="sign-out", words="exit")
    for number, place in enumerate(PLACES, start=1):
        add(
            f"go.{place.name}",
            place.title,
            partial(ask, ShowPage(page=place.name)),
            shortcut=f"Ctrl+{number}",
            icon_name=place.icon,
            words="go to page",
        )
    add("window.palette", "Search or jump to…", window.open_palette, shortcut="Ctrl+K", icon_name="magnifying-glass")
    add(
        "help.shortcuts", "Keyboard shortcuts", window.open_shortcuts, shortcut="F1", icon_name="keyboard", words="help"
    )
    add("help.about", "About Docket", window.open_about, icon_name="info", words="version")
    add(
        "projection.switch",
        "Switch between synchronous and asynchronous",
        window.toggle_mode,
        shortcut="Ctrl+Shift+M",
        icon_name="arrows-left-right",
        words="projection mode sync async",
    )
    add(
        "edit.goto",
        "Go to row…",
        lambda: _go_to_row(window),
        shortcut="Ctrl+G",
        icon_name="arrow-bend-down-right",
        words="jump number date",
    )
    theme = window.theme
    schemes: dict[str, str] = {Scheme.SYSTEM: "As the system", Scheme.LIGHT: "Light", Scheme.DARK: "Dark"}
    densities: dict[str, str] = {Density.COMFORTABLE: "Comfortable rows", Density.COMPACT: "Compact rows"}
    window.actions_.choice(
        "theme", schemes, theme.scheme, lambda value: setattr(theme, "scheme", Scheme(value)), "theme colours look"
    )
    window.actions_.choice(
        "density", densities, theme.density, lambda value: setattr(theme, "density", Density(value)), "row height"
    )


def fill_menus(window: Window) -> None:
    """List the actions where people look for them."""
    actions = window.actions_
    file = _menu(window, "File")
    for id in ("order.new", "customer.new", "product.new"):
        file.addAction(actions[id])
    file.addSeparator()
    for id in ("file.import", "file.export"):
        file.addAction(actions[id])
    file.addSeparator()
    file.addAction(actions["file.quit"])
    edit = _menu(window, "Edit")
    for id in ("edit.undo", "edit.redo", "", "edit.cut", "edit.copy", "edit.paste", "", "edit.select_all"):
        edit.addAction(actions[id]) if id else edit.addSeparator()
    edit.addSeparator()
    edit.addAction(actions["edit.goto"])
    edit.aboutToShow.connect(window.editing.refresh)
    goto = actions["edit.goto"]
    edit.aboutToShow.connect(lambda: goto.setEnabled(_list_of(window) is not None))
    # Its key stays alive, wherever one goes next.
    edit.aboutToHide.connect(lambda: goto.setEnabled(True))
    view = _menu(window, "View")
    for place in PLACES:
        view.addAction(actions[f"go.{place.name}"])
    view.addSeparator()
    view.addAction(actions["window.palette"])
    view.addSeparator()
    theme = view.addMenu("Theme")
    for scheme in Scheme:
        theme.addAction(actions[f"theme.{scheme}"])
    for density in Density:
        view.addAction(actions[f"density.{density}"])
    view.addSeparator()
    view.addAction(actions["projection.switch"])
    help_ = _menu(window, "Help")
    help_.addAction(actions["help.shortcuts"])
    help_.addAction(actions["help.about"])


def _menu(window: Window, title: str) -> QMenu:
    menu = window.menuBar().addMenu(f"&{title}")
    menu.setObjectName(f"menu_{title.lower()}")
    return menu


def _go_to_row(window: Window) -> None:
    if (table := _list_of(window)) is not None:
        table.open_goto()


def _list_of(window: Window) -> ListTable | None:
    """The list that has the focus, or that of the page in front."""
    from ui.table.table import ListTable

    focused, page = QApplication.focusWidget(), window.stack.currentWidget()
    if isinstance(focused, ListTable):
        return focused
    found = None if page is None else page.findChild(ListTable)
    return found if isinstance(found, ListTable) else None
