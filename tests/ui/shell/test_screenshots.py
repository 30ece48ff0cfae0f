"""Pictures of every page and main dialog."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import main
from domain.messages import Receipt
from tests.ui import trading
from ui import screenshots
from ui.pages import PLACES
from ui.theme import DARK, LIGHT

DIALOGS = ("order-form", "customer-form", "product-form", "import", "export", "shortcuts", "about", "palette")


def test_every_page_and_dialog_is_taken_in_light_and_dark(
    qapp: QApplication,
    docket: main.Docket,
    record: Callable[..., Receipt],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    monkeypatch.setattr(screenshots, "SIZES", {"small": QSize(1024, 640)})
    folder = tmp_path / "pictures"
    assert screenshots.take(docket, folder) == 0
    names = {place.name for place in PLACES} | set(DIALOGS)
    assert {file.name for file in folder.iterdir()} == {f"{n}-{s}-small.png" for n in names for s in ("light", "dark")}
    for scheme, colours in (("light", LIGHT), ("dark", DARK)):
        picture = QImage(str(folder / f"today-{scheme}-small.png"))
        assert picture.size() == QSize(1024, 640)
        assert picture.pixelColor(3, 320).name().upper() == colours.window


def test_taking_pictures_changes_nothing_that_the_window_remembers(
    qapp: QApplication, docket: main.Docket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshots, "SIZES", {})
    screenshots.take(docket, tmp_path / "pictures")
    assert not (tmp_path / "window.ini").exists()
