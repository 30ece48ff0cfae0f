"""Which scheme is in force, and how tightly rows stand; both are remembered."""

from enum import StrEnum
from importlib.resources import files
from string import Template
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import font
from ui.theme.palette import palette_of
from ui.theme.tokens import DARK, LIGHT, Tokens

Choice = TypeVar("Choice", bound=StrEnum)


class Scheme(StrEnum):
    """The person's choice of light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How high a row is."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


_tokens = LIGHT
_density = Density.COMFORTABLE


def tokens() -> Tokens:
    """The colours in force; read them while painting, never keep them."""
    return _tokens


def row_height() -> int:
    """The height of a list's row in pixels."""
    return 28 if _density is Density.COMFORTABLE else 24


class Theme(QObject):
    """Dresses the application and keeps it dressed: one per process."""

    changed = Signal()
    """Colours or density are other ones now."""

    def __init__(self, app: QApplication, settings: QSettings | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._scheme = _stored(settings, "view/scheme", Scheme.SYSTEM)
        app.setStyle("Fusion")
        app.setFont(font())
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._set_density(_stored(settings, "view/density", Density.COMFORTABLE))
        self._dress()

    @property
    def scheme(self) -> Scheme:
        """The choice in force."""
        return self._scheme

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._remember("view/scheme", scheme)
        self._dress()

    @property
    def density(self) -> Density:
        """How tightly rows stand."""
        return _density

    @density.setter
    def density(self, density: Density) -> None:
        self._remember("view/density", density)
        self._set_density(density)
        self.changed.emit()

    def _set_density(self, density: Density) -> None:
        global _density
        _density = density

    def _follow(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        global _tokens
        dark = self._scheme is Scheme.DARK
        if self._scheme is Scheme.SYSTEM:
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        _tokens = DARK if dark else LIGHT
        self._app.setPalette(palette_of(_tokens))
        self._app.setStyleSheet(_sheet(_tokens))
        self.changed.emit()

    def _remember(self, key: str, value: str) -> None:
        if self._settings is not None:
            self._settings.setValue(key, str(value))


def _stored(settings: QSettings | None, key: str, default: Choice) -> Choice:
    stored = default if settings is None else settings.value(key, default)
    try:
        return type(default)(str(stored))
    except ValueError:
        return default


def _sheet(tokens: Tokens) -> str:
    folder = files("resources")
    text = folder.joinpath("docket.qss").read_text(encoding="utf-8")
    # Qt's style sheets paint marks and arrows only from files.
    scheme = "dark" if tokens.dark else "light"
    pictures = {
        name.replace("-", "_"): str(folder.joinpath(f"{name}-{scheme}.svg")).replace("\\", "/")
        for name in ("check", "caret-down", "caret-up")
    }
    return Template(text).substitute(msgspec.structs.asdict(tokens), **pictures)
