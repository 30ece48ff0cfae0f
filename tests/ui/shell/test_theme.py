"""The look: contrast, icons, and light and dark."""

import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication

from ui.theme import DARK, LIGHT, Density, Scheme, Theme, Tokens, icon, row_height, tokens
from ui.theme.tokens import contrast

GROUNDS = ("window", "surface", "raised", "hover", "selected")


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["text", "muted", "accent", "good", "warn", "bad", "info"])
def test_text_stands_out_from_every_ground(scheme: Tokens, ground: str, text: str) -> None:
    assert contrast(getattr(scheme, text), getattr(scheme, ground)) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_badges_and_primary_buttons_can_be_read(scheme: Tokens) -> None:
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5
    assert contrast(scheme.on_accent, scheme.accent_hover) >= 4.5
    for tone in ("good", "warn", "bad", "info"):
        assert contrast(getattr(scheme, tone), getattr(scheme, f"{tone}_ground")) >= 4.5


def test_the_chosen_scheme_dresses_the_whole_application(qapp: QApplication, theme: Theme) -> None:
    theme.scheme = Scheme.DARK
    assert tokens() is DARK
    assert qapp.palette().window().color().name().upper() == DARK.window
    theme.scheme = Scheme.LIGHT
    assert tokens() is LIGHT


def test_scheme_and_density_are_remembered(qapp: QApplication, tmp_path: object) -> None:
    settings = QSettings(f"{tmp_path}/window.ini", QSettings.Format.IniFormat)
    first = Theme(qapp, settings)
    first.scheme = Scheme.DARK
    first.density = Density.COMPACT
    again = Theme(qapp, settings)
    assert (again.scheme, again.density, row_height()) == (Scheme.DARK, Density.COMPACT, 24)
    again.density = Density.COMFORTABLE
    again.scheme = Scheme.LIGHT


def test_a_setting_that_means_nothing_is_taken_as_none(qapp: QApplication, tmp_path: object) -> None:
    settings = QSettings(f"{tmp_path}/window.ini", QSettings.Format.IniFormat)
    settings.setValue("view/scheme", "purple")
    assert Theme(qapp, settings).scheme is Scheme.SYSTEM


def test_icons_are_painted_in_the_colours_of_the_scheme(theme: Theme) -> None:
    light = icon("package-fill").pixmap(QSize(32, 32)).toImage()
    assert light.pixelColor(16, 20).name().upper() == LIGHT.text
    theme.scheme = Scheme.DARK
    dark = icon("package-fill").pixmap(QSize(32, 32)).toImage()
    theme.scheme = Scheme.LIGHT
    assert dark.pixelColor(16, 20).name().upper() == DARK.text


def test_an_icon_nobody_drew_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")
