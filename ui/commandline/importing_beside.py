"""The hidden command with which the window has a file imported by another process; see ``ui.importing.beside``."""

import argparse
from typing import Any

from ui.commandline.opening import Opener


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command, without a word in the help: no person types it."""
    # As ``ui.importing.request.COMMAND``, which is not loaded for every command.
    commands.add_parser("import-beside").set_defaults(execute=execute)


def execute(args: argparse.Namespace, open_docket: Opener) -> int:
    """Carry out what standard input asks for."""
    from ui.commandline.import_process import serve

    return serve(open_docket)
