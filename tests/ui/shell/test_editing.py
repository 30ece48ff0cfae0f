"""The Edit menu offers what can be done where the focus is, and About says which Docket this is."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

import main
from domain.messages import Receipt
from tests.ui import trading
from ui.table.page import ListPage
from ui.window import Window


def offered(window: Window) -> set[str]:
    """What the menu offers when it is opened."""
    menu = window.menuBar().findChild(QMenu, "menu_edit")
    assert isinstance(menu, QMenu)
    menu.popup(window.mapToGlobal(window.rect().center()))
    found = {
        action.objectName().removeprefix("edit.")
        for action in menu.actions()
        if action.isEnabled() and action.objectName()
    }
    menu.close()
    return found


@pytest.fixture
def page(qtbot: QtBot, window: Window, record: Callable[..., Receipt]) -> ListPage:
    """The list of customers in an active window."""
    record(trading.opened(), trading.customer())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shown = window.show_page("customers")
    assert isinstance(shown, ListPage)
    qtbot.waitUntil(lambda: shown.table.model().rowCount() == 1)
    return shown


def test_a_field_offers_what_its_text_allows(qtbot: QtBot, window: Window, page: ListPage) -> None:
    field = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    QApplication.clipboard().clear()
    field.setFocus()
    assert offered(window) == {"goto"}
    qtbot.keyClicks(field, "tea")
    assert offered(window) == {"goto", "undo", "select_all"}
    window.actions_["edit.select_all"].trigger()
    assert offered(window) == {"goto", "undo", "select_all", "cut", "copy"}
    window.actions_["edit.cut"].trigger()
    assert field.text() == ""
    assert "paste" in offered(window)
    assert "cut" not in offered(window)


def test_a_list_offers_to_copy_what_is_selected(qtbot: QtBot, window: Window, page: ListPage) -> None:
    page.table.setFocus()
    page.table.chosen.clearSelection()
    assert offered(window) == {"goto", "select_all"}
    window.actions_["edit.select_all"].trigger()
    assert offered(window) == {"goto", "select_all", "copy"}


def test_where_nothing_can_be_edited_nothing_is_offered(window: Window) -> None:
    window.show_page("today")
    window.setFocus()
    assert offered(window) & {"cut", "paste", "goto"} == set()


def test_about_says_the_version_of_the_project(window: Window) -> None:
    window.open_about()
    told = window.findChild(QLabel, "about_version")
    assert told is not None
    project = tomllib.loads((Path(main.__file__).parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert told.text() == f"An order desk, version {project['project']['version']}"
    told.window().close()
