"""One family, the system's, in five sizes and weights, with figures of one width."""

from enum import Enum

from PySide6.QtGui import QFont, QFontDatabase


class Face(Enum):
    """What a piece of text is: pixel size and weight."""

    BODY = (13, 400)
    STRONG = (13, 600)
    SECTION = (12, 600)
    SMALL = (12, 400)
    HEADING = (20, 600)
    FIGURE = (24, 600)


_fonts: dict[Face, QFont] = {}


def font(face: Face = Face.BODY) -> QFont:
    """The font of a face; numbers stand under one another in it."""
    made = _fonts.get(face)
    if made is None:
        made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        size, weight = face.value
        made.setPixelSize(size)
        made.setWeight(QFont.Weight(weight))
        made.setFeature(QFont.Tag("tnum"), 1)
        _fonts[face] = made
    return QFont(made)
