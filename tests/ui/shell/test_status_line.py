"""The line at the window's foot before anything is known of the log."""

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import main
from tests.ui.trading import customer, opened
from ui.theme import Theme
from ui.widgets.statusline import StatusLine


def test_nothing_is_said_of_a_log_before_anybody_looked(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    with main.open_docket(tmp_path) as docket:
        for command in (opened(), customer()):
            docket.projector.wait_for(docket.commands.dispatch(command).result(20).position, 20)
    line = StatusLine()
    qtbot.addWidget(line)

    def told() -> list[str]:
        line.show_state(docket.projector.state())
        return [line.findChild(QLabel, name).text() for name in ("status_words", "lag_label", "log_label")]

    with main.open_docket(tmp_path, at_once=False) as docket:
        assert told() == ["Looking whether the view is up to date…", "", ""]
        docket.projector.look()
        assert told() == ["Up to date", "0 behind", f"log {docket.log.head()}"]
