"""The colours everything is drawn with. Text keeps a contrast of at least 4.5 : 1 on every ground it stands on."""

from msgspec import Struct


class Tokens(Struct, frozen=True, kw_only=True):
    """One scheme's colours, as #RRGGBB.

    ``window`` is the ground, ``surface`` the sheet work lies on, ``raised`` what floats above it. ``hover`` and
    ``selected`` are grounds of rows and buttons, ``track`` is the empty part of a bar. The ``…_ground`` colours lie
    behind a badge of that tone.
    """

    dark: bool
    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    hover: str
    selected: str
    track: str
    good: str
    warn: str
    bad: str
    info: str
    good_ground: str
    warn_ground: str
    bad_ground: str
    info_ground: str


def blend(colour: str, ground: str, share: float) -> str:
    """The colour that ``share`` of one over another gives."""
    return "#" + "".join(
        f"{round(int(colour[i : i + 2], 16) * share + int(ground[i : i + 2], 16) * (1 - share)):02X}" for i in (1, 3, 5)
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2.1, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT = Tokens(
    dark=False,
    window="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E3E6EA",
    text="#14171C",
    muted="#5C6673",
    disabled="#A3ABB6",
    accent="#2456E6",
    accent_hover="#1C48C8",
    on_accent="#FFFFFF",
    hover="#EEF0F3",
    selected="#E4EBFD",
    track="#E9ECF0",
    good="#18794E",
    warn="#9A5B00",
    bad="#C2293A",
    info="#2456E6",
    good_ground="#E6F4EC",
    warn_ground="#FCF1DE",
    bad_ground="#FCEBED",
    info_ground="#E9EEFD",
)

DARK = Tokens(
    dark=True,
    window="#111317",
    surface="#181B20",
    raised="#1F232A",
    line="#2A2F37",
    text="#E8EAED",
    muted="#98A2AF",
    disabled="#5B6470",
    accent="#6C93FF",
    accent_hover="#86A6FF",
    on_accent="#0B1020",
    hover="#22262D",
    selected="#222D4A",
    track="#262B33",
    good="#4CC38A",
    warn="#F0B44C",
    bad="#FF7A85",
    info="#6C93FF",
    good_ground="#17302A",
    warn_ground="#33291A",
    bad_ground="#362026",
    info_ground="#1D2740",
)
