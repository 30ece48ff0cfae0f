"""Whether a window can be opened here, found out before Qt is asked: Qt ends the process when it can't."""

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What Qt links against on Linux, with Debian's and Ubuntu's names for the packages."""

_NO_DISPLAY = (
    "There is no display to open a window on: start Docket from a desktop session, or use a command that needs none, "
    "such as “main.py status” or “main.py export orders”."
)


def obstacle(*, window: bool = True) -> str:
    """One sentence on what keeps Qt from working here and how to mend it, or an empty one.

    Without ``window`` Qt is only to draw into memory, which needs no display.
    """
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return _missing_libraries(str(error))
    if not sys.platform.startswith("linux") or not window:
        return ""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform not in ("", "xcb"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY") and not platform:
        return ""
    if not os.environ.get("DISPLAY"):
        return _NO_DISPLAY
    return _obstacle_of_x11()


def _obstacle_of_x11() -> str:
    package = find_spec("PySide6")
    if package is None or package.origin is None:
        return ""
    plugin = Path(package.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _missing_libraries(str(error))
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if refused:
        return f"The display {os.environ['DISPLAY']} can't be reached: check DISPLAY and whether you may connect to it."
    return ""


def _missing_libraries(error: str) -> str:
    missing = [name for name in _PACKAGES if not _loads(name)] if sys.platform.startswith("linux") else []
    if not missing:
        return f"Qt can't be loaded here: {error}."
    packages = " ".join(_PACKAGES[name] for name in missing)
    return (
        f"Qt needs system libraries that are not installed ({', '.join(missing)}): on Debian or Ubuntu run "
        f"“sudo apt install {packages}”, elsewhere install the packages that hold them."
    )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
