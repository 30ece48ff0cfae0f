"""Icons in the colours of the palette.

The glyphs are Phosphor's, out of the font that QtAwesome ships. QtAwesome's own loader registers ten fonts and costs a
third of a second at start; one raw font, read when the first icon is painted, costs a few milliseconds.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont

from ui.theme import theme

_UNIT = 256


class _Engine(QIconEngine):
    """Paints one glyph at any size, in the colour that the scheme in force has for its role."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(rect.width(), rect.height())
        # Where there is more width than height, the rest of it is the distance to the text behind the icon.
        painter.translate(rect.x(), QPointF(QRectF(rect).center()).y() - side / 2)
        painter.scale(side / _UNIT, side / _UNIT)
        painter.fillPath(_outline(self._name), QColor(getattr(theme.tokens(), role)))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)


def icon(name: str, role: str = "text") -> QIcon:
    """A Phosphor icon such as ``house`` or ``package-fill``, in the colour of a token; raises KeyError if unknown."""
    if name not in _glyphs():
        raise KeyError(name)
    return QIcon(_Engine(name, role))


def pixmap(name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The same as a picture of ``size`` pixels, for delegates and labels."""
    return icon(name, role).pixmap(QSize(size, size), ratio)


def draw(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Paint an icon into a square in any colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _UNIT, rect.height() / _UNIT)
    painter.fillPath(_outline(name), QColor(colour))
    painter.restore()


@lru_cache
def _folder() -> Path:
    # Found, not imported: importing the package is the slow part.
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts"


@lru_cache
def _glyphs() -> dict[str, str]:
    file = next(_folder().glob("phosphor-charmap-*.json"))
    return msgspec.json.decode(file.read_bytes(), type=dict[str, str])


@lru_cache
def _raw_font() -> QRawFont:
    file = next(_folder().glob("phosphor-*.ttf"))
    return QRawFont(str(file), _UNIT, QFont.HintingPreference.PreferNoHinting)


@lru_cache(maxsize=512)
def _outline(name: str) -> QPainterPath:
    raw = _raw_font()
    glyph = raw.glyphIndexesForString(chr(int(_glyphs()[name], 16)))[0]
    path = raw.pathForGlyph(glyph)
    box = path.boundingRect()
    path.translate(_UNIT / 2 - box.center().x(), 0)
    path.translate(0, _UNIT / 2 - box.center().y())
    return path
