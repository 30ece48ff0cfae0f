"""From an open docket to a window on the screen, and back out in order."""

import sys

from ui.desk import Docket
from ui.display import obstacle


def run(docket: Docket) -> int:
    """Open the window and stay until it is closed; the exit code of the process.

    A window that is already open on this data directory comes forward instead, which is the result told.
    """
    if problem := obstacle():
        sys.stderr.write(f"{problem}\n")
        return 1
    from ui.instance import hand_over

    if said := hand_over(docket.data_dir):
        print(said)  # noqa: T201
        return 0
    from ui.running import Running

    return Running(docket).stay()
