"""The tokens as Qt's palette, so that whatever Fusion draws by itself already fits."""

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Tokens

_R = QPalette.ColorRole
_G = QPalette.ColorGroup


def palette_of(tokens: Tokens) -> QPalette:
    """The palette of a scheme."""
    palette = QPalette()
    for role, colour in (
        (_R.Window, tokens.window),
        (_R.WindowText, tokens.text),
        (_R.Base, tokens.surface),
        (_R.AlternateBase, tokens.window),
        (_R.Text, tokens.text),
        (_R.PlaceholderText, tokens.muted),
        (_R.Button, tokens.surface),
        (_R.ButtonText, tokens.text),
        (_R.BrightText, tokens.bad),
        (_R.ToolTipBase, tokens.raised),
        (_R.ToolTipText, tokens.text),
        (_R.Highlight, tokens.accent),
        (_R.HighlightedText, tokens.on_accent),
        (_R.Accent, tokens.accent),
        (_R.Link, tokens.accent),
        (_R.LinkVisited, tokens.accent),
        (_R.Light, tokens.surface),
        (_R.Midlight, tokens.hover),
        (_R.Mid, tokens.line),
        (_R.Dark, tokens.line),
        (_R.Shadow, tokens.line),
    ):
        palette.setColor(role, QColor(colour))
    for role in (_R.WindowText, _R.Text, _R.ButtonText):
        palette.setColor(_G.Disabled, role, QColor(tokens.disabled))
    palette.setColor(_G.Disabled, _R.Highlight, QColor(tokens.track))
    palette.setColor(_G.Disabled, _R.HighlightedText, QColor(tokens.muted))
    return palette
