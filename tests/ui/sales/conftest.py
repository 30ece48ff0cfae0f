"""The Sales page, and what its tests do with it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from ui.desk import Desk
from ui.sales.page import SalesPage
from ui.theme import Theme

Record = Callable[..., Receipt]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, theme: Theme) -> Iterator[SalesPage]:
    made = SalesPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    yield made
    made.hide()


def show(qtbot: QtBot, page: SalesPage) -> None:
    page.show()
    qtbot.waitUntil(lambda: page.view is not None)


def part(page: QWidget, kind: type, name: str):  # type: ignore[no-untyped-def]
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def choose(qtbot: QtBot, page: SalesPage, box_name: str, value: str) -> None:
    box = part(page, QComboBox, box_name)
    seen = page.view
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: page.view is not seen)
