"""What this is, and where its data lies."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.desk import Desk


def show_about(parent: QWidget, desk: Desk) -> None:
    """Open the box; it closes by itself with its button."""
    box = QMessageBox(parent)
    box.setObjectName("about_dialog")
    box.setWindowTitle("About Docket")
    box.setText("Docket – an order desk")
    box.setInformativeText(
        f"The data directory is {desk.docket.data_dir}\n\n"
        f"Python {platform.python_version()}, Qt {_version('PySide6_Essentials')}, {platform.system()}"
    )
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
