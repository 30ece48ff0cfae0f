"""The watch over the tests of the window is itself awake."""

import re
import subprocess
import sys
from pathlib import Path

CANARIES = Path(__file__).with_name("canaries.py")


def test_every_kind_of_hidden_failure_fails_its_test() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", str(CANARIES), "-n", "0", "-q", "-rfE", "--tb=no"],
        cwd=CANARIES.parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    wanted = set(re.findall(r"^def (test_\w+)", CANARIES.read_text(encoding="utf-8"), re.MULTILINE))
    failed = set(re.findall(r"^(?:FAILED|ERROR) \S+?::(\w+)", run.stdout, re.MULTILINE))
    assert failed == wanted, run.stdout + run.stderr
