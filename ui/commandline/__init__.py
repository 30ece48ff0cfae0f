"""The command line: the window by default, and the same commands and queries for scripts, cron jobs and tests."""

from ui.commandline.running import run

__all__ = ["run"]
