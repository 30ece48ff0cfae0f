"""What may be said on the command line. Each command adds its own words and is loaded in full only when it runs."""

import argparse
from types import ModuleType

from ui.commandline import (
    backing_up,
    exporting,
    generating,
    importing,
    rebuilding,
    restoring,
    screenshots,
    status,
    verifying,
    window,
)

_COMMANDS: tuple[ModuleType, ...] = (
    generating,
    importing,
    exporting,
    status,
    rebuilding,
    verifying,
    backing_up,
    restoring,
    screenshots,
)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; what it gives has ``execute``, the command to run."""
    main = argparse.ArgumentParser(
        prog="main.py",
        description="Docket, the desktop order desk. Without a command it opens the window.",
        epilog="DOCKET_DATA_DIR and DOCKET_STORE stand in for --data-dir and --store.",
    )
    _add_common(main, None)
    window.add_to(main)
    commands = main.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    # After the command the same options may be given; SUPPRESS keeps them from undoing those given before it.
    common = argparse.ArgumentParser(add_help=False)
    _add_common(common, argparse.SUPPRESS)
    for command in _COMMANDS:
        command.add_to(commands, common)
    return main


def _add_common(to: argparse.ArgumentParser, default: str | None) -> None:
    to.add_argument("--data-dir", metavar="DIR", default=default, help="where data is kept")
    to.add_argument("--store", metavar="URL", default=default, help="a PostgreSQL write store, postgresql://…")
    to.add_argument("--projection", choices=("sync", "async"), default=default, help="for this run; else as last time")
