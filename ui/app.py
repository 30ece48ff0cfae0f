"""From an open docket to a window on the screen, and back out in order."""

import sys
from pathlib import Path

from msgspec import Struct

from ui.desk import Docket
from ui.display import obstacle


class Options(Struct, frozen=True, kw_only=True):
    """How the window is opened; ``page`` is shown instead of the last one."""

    page: str = ""


def run(docket: Docket, options: Options | None = None) -> int:
    """Open the window and stay until it is closed; the exit code of the process."""
    if problem := obstacle():
        sys.stderr.write(f"{problem}\n")
        return 1
    from ui.running import Running

    return Running(docket, options or Options()).stay()


def hand_over(data_dir: Path) -> bool:
    """Bring the window that is already open on a data directory forward; False if there is none."""
    if obstacle():
        return False
    from ui.instance import hand_over as call

    return call(data_dir)
