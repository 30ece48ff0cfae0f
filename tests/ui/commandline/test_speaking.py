"""What a command says while somebody watches a terminal."""

import io
import sys

import pytest

from ui.commandline.speaking import ProgressLine, say


class Terminal(io.StringIO):
    """Standard error as somebody watches it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("done", "shown"),
    [
        (43, "\rorders: 43 of 100\nStopped.\nNothing was recorded.\n"),
        (100, "\rorders: 100 of 100\nStopped.\nNothing was recorded.\n"),
    ],
)
def test_what_is_said_stands_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch, done: int, shown: str) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    ProgressLine("orders")(done, 100)
    say("Stopped.")
    say("Nothing was recorded.")
    assert terminal.getvalue() == shown
