"""From an open docket to a window on the screen, and back out in order."""

import sys

from msgspec import Struct

from ui.desk import Docket
from ui.display import obstacle


class Options(Struct, frozen=True, kw_only=True):
    """How the window is opened; ``page`` is shown instead of the last one."""

    page: str = ""


def run(docket: Docket, options: Options | None = None) -> int:
    """Open the window and stay until it is closed; the exit code of the process.

    A window that is already open on this data directory comes forward instead.
    """
    if problem := obstacle():
        sys.stderr.write(f"{problem}\n")
        return 1
    from ui.instance import hand_over

    if hand_over(docket.data_dir):
        return 0
    from ui.running import Running

    return Running(docket, options or Options()).stay()
