"""The command line as a person or a script uses it, in this process or in one of its own."""

import json
import subprocess
import sys
from pathlib import Path
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
    import os

    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
