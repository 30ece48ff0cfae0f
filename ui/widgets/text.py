"""Labels by the part they play; the style sheet knows how each role looks."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

BREAK = "\u200b"
"""Has no width and lets a line end."""


def label(text: str = "", role: str = "", *, name: str = "", wrap: bool = False) -> QLabel:
    """A label: ``heading``, ``section``, ``muted``, ``small``, ``strong``, ``figure``, ``error`` or plain."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


def breakable(text: str, most: int) -> str:
    """The text with places to break in words of more than ``most`` characters.

    A label is never narrower than its longest word, and whatever it lies on with it.
    """

    def broken(word: re.Match[str]) -> str:
        return re.sub(rf"(?<=[-.@/])(?=.)|(?<=\w{{{most}}})(?=\w)", BREAK, word[0])

    return re.sub(rf"\S{{{most + 1},}}", broken, text)


def set_tone(widget: QWidget, tone: str) -> None:
    """Colour a label ``good``, ``warn``, ``bad`` or not at all."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def card() -> QFrame:
    """A sheet with a hairline round it, which things lie on."""
    made = QFrame()
    made.setProperty("role", "card")
    return made


def rule() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
