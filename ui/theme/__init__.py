"""The look: colours, type, spacing and icons, light and dark."""

from ui.theme.fonts import Face, font
from ui.theme.icons import icon, pixmap
from ui.theme.theme import Density, Scheme, Theme, row_height, tokens
from ui.theme.tokens import DARK, LIGHT, Tokens

__all__ = [
    "DARK",
    "LIGHT",
    "Density",
    "Face",
    "Scheme",
    "Theme",
    "Tokens",
    "font",
    "icon",
    "pixmap",
    "row_height",
    "tokens",
]
