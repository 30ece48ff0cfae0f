"""The command line as a person or a script uses it, in this process or in one of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from msgspec import Struct

import main
from ui.commandline import run

ROOT = Path(main.__file__).parent


class Said(Struct, frozen=True):
    """What came of a command line."""

    code: int
    out: str
    err: str


class CommandLine:
    """Runs command lines on one data directory."""

    def __init__(self, data_dir: Path, capsys: Any) -> None:
        self.data_dir = data_dir
        self._capsys = capsys

    def __call__(self, *words: object) -> Said:
        self._capsys.readouterr()
        code = run(["--data-dir", str(self.data_dir), *map(str, words)], main.open_docket)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)

    @property
    def counts(self) -> dict[str, int]:
        """What ``status`` counts."""
        return dict(self.status["counts"])

    @property
    def status(self) -> dict[str, Any]:
        """What ``status`` prints."""
        return dict(json.loads(self("status").out))

    def orders(self) -> list[dict[str, Any]]:
        """Every order as exported."""
        return [json.loads(line) for line in self("export", "orders", "--format", "jsonl").out.splitlines()]


def process(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command line in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def wait_for_events(folder: Path, at_least: int, recording: "subprocess.Popen[Any]") -> None:
    """Wait until another process, which has to stay alive for it, has recorded so many events."""
    deadline = monotonic() + 60
    while monotonic() < deadline and recording.poll() is None:
        try:
            with closing(sqlite3.connect(f"file:{folder / 'write.db'}?mode=ro", uri=True)) as store:
                if store.execute("SELECT position FROM log").fetchone()[0] >= at_least:
                    return
        except (sqlite3.OperationalError, TypeError):
            pass  # not made yet
        sleep(0.002)
    raise TimeoutError(f"{folder} never held {at_least} events; the other process gave {recording.poll()}")
