"""The process that an import runs in: stopped, killed, left behind by nobody."""

from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import main
from readmodel.pipeline.answers import GetCounts
from tests.ui.importing.conftest import GOOD, button, message, press, take
from ui.desk import Desk
from ui.importing.dialog import ImportDialog
from ui.importing.request import COMMAND
from ui.intents import Tell
from ui.theme import Theme
from ui.window import Window


def test_closing_while_importing_stops_and_keeps_what_was_recorded_and_says_so(
    qtbot: QtBot, desk: Desk, theme: Theme, tmp_path: Path
) -> None:
    told: list[object] = []
    desk.requested.connect(told.append)
    dialog = ImportDialog(desk, "orders", None)
    dialog.open()
    take(qtbot, dialog, tmp_path / "orders.csv", _many(3000))
    qtbot.mouseClick(button(dialog, "import_run"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.docket.log.head() > 10)
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert 10 < desk.docket.log.head() < 3000 * 2
    (said,) = told
    assert isinstance(said, Tell)
    assert said.text.endswith("; stopped before the end. Import the file again to complete it.")


def test_an_import_whose_process_dies_says_so_and_importing_again_completes_it(
    qtbot: QtBot, dialog: ImportDialog, desk: Desk, tmp_path: Path
) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", _many(600))
    qtbot.mouseClick(button(dialog, "import_run"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.docket.log.head() > 10)
    _importing_process().kill()
    qtbot.waitUntil(lambda: dialog._job is None)
    assert "ended early" in message(dialog)
    assert "import the file again" in message(dialog)
    press(qtbot, dialog, "import_run")
    assert "known already" in message(dialog)
    qtbot.waitUntil(lambda: desk.docket.queries.ask(GetCounts())["orders"] == 600)


def test_a_window_that_closes_leaves_no_importing_process_behind(
    qtbot: QtBot, window: Window, desk: Desk, tmp_path: Path
) -> None:
    dialog = ImportDialog(desk, "orders", window)
    dialog.open()
    take(qtbot, dialog, tmp_path / "orders.csv", _many(3000))
    qtbot.mouseClick(button(dialog, "import_run"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.docket.log.head() > 10)
    process = _importing_process()
    window.close()
    desk.close()
    assert not process.is_running()
    assert 10 < desk.docket.log.head() < 3000 * 2


def test_an_import_into_a_server_s_store_names_its_address_in_no_list_of_processes(
    qtbot: QtBot, theme: Theme, tmp_path: Path, postgresql: str
) -> None:
    with main.open_docket(tmp_path / "data", postgresql) as docket:
        desk = Desk(docket)
        dialog = ImportDialog(desk, "orders", None)
        dialog.open()
        take(qtbot, dialog, tmp_path / "orders.csv", _many(300))
        qtbot.mouseClick(button(dialog, "import_run"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: docket.log.head() > 10)
        assert "postgresql" not in " ".join(_importing_process().cmdline())
        qtbot.waitUntil(lambda: dialog._job is None)
        assert "300 orders imported" in message(dialog)
        dialog.reject()
        desk.close()
        desk.deleteLater()


def _many(orders: int) -> str:
    header, row, _ = GOOD.splitlines()
    return "\n".join([header, *(row.replace("A-1", f"A-{number}") for number in range(orders))])


def _importing_process() -> psutil.Process:
    (found,) = (child for child in psutil.Process().children() if COMMAND in child.cmdline())
    return found
