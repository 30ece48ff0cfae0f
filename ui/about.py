"""What this is, and where its data lies."""

import platform
import tomllib
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.theme import pixmap
from ui.widgets.text import label


class AboutDialog(QDialog):
    """A few lines that can be copied."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle("About Docket")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sign = QLabel()
        sign.setPixmap(pixmap("receipt-fill", "accent", 40, self.devicePixelRatio()))
        facts = label(
            f"Data in {desk.docket.data_dir}\n"
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
            "muted",
            name="about_facts",
        )
        facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label("Docket", "heading"))
        words.addWidget(label(f"An order desk, version {version()}", name="about_version"))
        words.addSpacing(8)
        words.addWidget(facts)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words)
        close = QPushButton("Close")
        close.setObjectName("about_close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(row)
        column.addLayout(foot)


def version() -> str:
    """Docket's version, which its project file alone says: it is run from there and never installed."""
    project = Path(__file__).parents[1] / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
