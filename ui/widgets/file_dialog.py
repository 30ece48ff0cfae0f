"""Asking for a file, without holding up anything."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_FOLDER = "folder"


def ask_for_file(
    parent: QWidget,
    settings: QSettings,
    name: str,
    title: str,
    then: Callable[[Path], object],
    *,
    kinds: str = "",
    proposed: str = "",
) -> None:
    """Ask for a file to be read or, with a name ``proposed``, for one to be written.

    It is asked for in the folder of the last one or, before there is any, where a person keeps documents or is at home.
    """
    dialog = QFileDialog(parent, title, _folder(settings), kinds)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if proposed:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(proposed).suffix.removeprefix("."))
        dialog.selectFile(proposed)

    def chosen(file: str) -> None:
        path = Path(file)
        settings.setValue(_FOLDER, str(path.parent))
        then(path)

    dialog.fileSelected.connect(chosen)
    dialog.open()


def _folder(settings: QSettings) -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    likely = (str(settings.value(_FOLDER, "")), documents)
    return next((folder for folder in likely if folder and Path(folder).is_dir()), str(Path.home()))
