"""Running one command line; everything a person can cause is told in a sentence, never in a traceback."""

import os
import sys
from collections.abc import Sequence
from typing import Final

from domain.errors import Refused
from ui.commandline.opening import Opener, ProjectionStopped
from ui.commandline.parsing import parser
from ui.commandline.speaking import REJECTED, WRONG_USAGE, say

BESIDE: Final = "import-beside"
"""What the window says to have a file imported by another process; as ``ui.importing.request.COMMAND``, which is not
loaded for every command. No person types it."""


def run(argv: Sequence[str], open_docket: Opener) -> int:
    """Carry out a command line and give the exit code."""
    if list(argv) == [BESIDE]:
        from ui.commandline.import_process import serve

        return serve(open_docket)
    asked = parser()
    try:
        args = asked.parse_args(argv)
        if args.demo is not None and args.command:
            asked.error(f"--demo opens the window and does not go with {args.command}")
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else WRONG_USAGE
    try:
        code: int = args.execute(args, open_docket)
        sys.stdout.flush()
    except Refused as refused:
        say(refused.message)
    except BrokenPipeError:
        # Whoever reads our output has enough of it; Python must not complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        what = error.strerror or str(error)
        say(f"{error.filename}: {what}" if error.filename else what)
    except ProjectionStopped as stopped:
        say(f"The read store can't be brought up to date: {stopped}")
    except KeyboardInterrupt:
        say("Stopped. What was recorded until then stays.")
    else:
        return code
    return REJECTED
