"""What the window and the process that imports for it say to each other."""

from pathlib import Path

import msgspec
from msgspec import Struct

from ui.importing.plan import Wishes
from ui.importing.report import Report

COMMAND = "import-beside"
"""Of the command line, hidden."""
EVERY = 0.05
"""Seconds between two reports, and between two looks whether to stop."""


class Request(Struct, frozen=True, kw_only=True):
    """What is to be imported into which store; ``rejects`` is the file for rejected rows."""

    data_dir: Path
    store: str | None
    wishes: Wishes
    rejects: Path
    dry_run: bool

    def encoded(self) -> bytes:
        """As it is passed on."""
        return msgspec.json.encode(self, enc_hook=str)

    @classmethod
    def decoded(cls, content: bytes) -> "Request":
        """As it was passed on."""
        return msgspec.json.decode(content, type=cls, dec_hook=lambda kind, text: kind(text))


class Told(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far it is: rows done and in all, and the log position reached. Or how it ended, in one of three ways.

    ``refused`` is for the person; ``broken`` says where our own code failed, for the log.
    """

    done: int = 0
    total: int = 0
    position: int = 0
    report: Report | None = None
    refused: str = ""
    broken: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing comes after it."""
        return self.report is not None or bool(self.refused or self.broken)
