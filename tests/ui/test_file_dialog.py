"""Files are asked for where the last one was."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.widgets.file_dialog import ask_for_file

DOCUMENTS = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def asked(parent: QWidget, desk: Desk, proposed: str = "") -> QFileDialog:
    ask_for_file(parent, desk.settings, "file", "Save", Path, proposed=proposed)
    dialog = parent.findChild(QFileDialog, "file")
    assert isinstance(dialog, QFileDialog)
    return dialog


def test_a_file_is_asked_for_among_documents_and_then_where_the_last_one_was(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = asked(parent, desk, "lines.csv")
    assert Path(dialog.directory().absolutePath()) == (DOCUMENTS if DOCUMENTS.is_dir() else Path.home())
    assert dialog.defaultSuffix() == "csv"
    dialog.fileSelected.emit(str(tmp_path / "lines.csv"))
    dialog.close()
    qtbot.waitUntil(lambda: parent.findChild(QFileDialog, "file") is None)
    again = asked(parent, desk)
    assert Path(again.directory().absolutePath()) == tmp_path
    assert again.acceptMode() is QFileDialog.AcceptMode.AcceptOpen
    again.close()
