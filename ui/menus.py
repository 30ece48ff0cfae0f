"""What can be done from anywhere, and the menus that list it."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.actions import Actions
from ui.intents import ExportFile, ImportFile, Intent, NewRecord, ShowPage
from ui.pages import PLACES
from ui.theme import Density, Scheme, Theme


class Window(Protocol):
    """What the window itself does when it is asked to by name."""

    def open_palette(self) -> None: ...
    def open_shortcuts(self) -> None: ...
    def open_about(self) -> None: ...
    def open_goto(self) -> None: ...
    def toggle_mode(self) -> None: ...
    def close(self) -> bool: ...


def register_actions(actions: Actions, window: Window, ask: Callable[[Intent], None], theme: Theme) -> None:
    """Fill the window's registry with what needs no page."""
    add = actions.add
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
        window.open_goto,
        shortcut="Ctrl+G",
        icon_name="arrow-bend-down-right",
        words="jump number date",
    )
    schemes: dict[str, str] = {Scheme.SYSTEM: "As the system", Scheme.LIGHT: "Light", Scheme.DARK: "Dark"}
    densities: dict[str, str] = {Density.COMFORTABLE: "Comfortable rows", Density.COMPACT: "Compact rows"}
    actions.choice(
        "theme", schemes, theme.scheme, lambda value: setattr(theme, "scheme", Scheme(value)), "theme colours look"
    )
    actions.choice(
        "density", densities, theme.density, lambda value: setattr(theme, "density", Density(value)), "row height"
    )


def fill_menus(bar: QMenuBar, actions: Actions, about_to_edit: Callable[[], None]) -> None:
    """List the actions where people look for them; ``about_to_edit`` enables those that act on what has the focus."""
    file = _menu(bar, "File")
    for id in ("order.new", "customer.new", "product.new"):
        file.addAction(actions[id])
    file.addSeparator()
    for id in ("file.import", "file.export"):
        file.addAction(actions[id])
    file.addSeparator()
    file.addAction(actions["file.quit"])
    edit = _menu(bar, "Edit")
    for id in ("edit.undo", "edit.redo", "", "edit.cut", "edit.copy", "edit.paste", "", "edit.select_all"):
        edit.addAction(actions[id]) if id else edit.addSeparator()
    edit.addSeparator()
    edit.addAction(actions["edit.goto"])
    edit.aboutToShow.connect(about_to_edit)
    # Its key stays alive, wherever one goes next.
    edit.aboutToHide.connect(lambda: actions["edit.goto"].setEnabled(True))
    view = _menu(bar, "View")
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
    help_ = _menu(bar, "Help")
    help_.addAction(actions["help.shortcuts"])
    help_.addAction(actions["help.about"])


def _menu(bar: QMenuBar, title: str) -> QMenu:
    menu = bar.addMenu(f"&{title}")
    menu.setObjectName(f"menu_{title.lower()}")
    return menu
