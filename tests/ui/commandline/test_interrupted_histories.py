"""Ctrl+C while a long history is made up: a sentence, and nothing half."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.ui.commandline.desk import ROOT, CommandLine, Said

ORDERS = "150000"
PATIENCE_S = 60


def interrupted(once: Callable[[], bool], *words: object) -> Said:
    """A command line in a terminal of its own, where somebody presses Ctrl+C once something is so."""
    with (
        heeding_ctrl_c(),
        subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            start_new_session=True,
        ) as process,
    ):
        try:
            deadline = monotonic() + PATIENCE_S
            while not once():
                assert process.poll() is None, process.communicate()
                assert monotonic() < deadline
                sleep(0.01)
            os.killpg(process.pid, signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE_S)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return Said(process.returncode, out, err)


@contextmanager
def heeding_ctrl_c() -> Iterator[None]:
    """Whoever is started in here heeds it, as in a terminal; a job in the background would hand down its deafness."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="sends what a terminal sends on Ctrl+C")
def test_a_history_that_is_broken_off_leaves_the_store_empty(line: CommandLine) -> None:
    file = line.data_dir / "write.db"
    said = interrupted(
        lambda: file.exists() and file.stat().st_size > 20_000_000, "generate", ORDERS, "--data-dir", line.data_dir
    )
    assert (said.code, said.err) == (1, "Stopped. Nothing was recorded.\n")
    assert line.status["log_head"] == 0
    assert file.stat().st_size < 1_000_000
    assert line("generate", 5).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="sends what a terminal sends on Ctrl+C")
def test_a_history_whose_lists_are_still_being_made_is_kept(line: CommandLine) -> None:
    said = interrupted(
        lambda: bool(list(line.data_dir.glob("read-*.db-part"))), "generate", "13000", "--data-dir", line.data_dir
    )
    assert said.code == 1
    assert said.err.splitlines() == [
        "Stopped. The orders are recorded; their lists are made when Docket is opened next."
    ]
    assert line.status["log_head"] > 50_000
    assert len(line("export", "orders", "--format", "jsonl").out.splitlines()) == 13_000


@pytest.mark.skipif(sys.platform == "win32", reason="sends what a terminal sends on Ctrl+C")
def test_a_demonstration_that_is_broken_off_leaves_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "demo.unfinished" / "data" / "write.db"
    said = interrupted(
        lambda: file.exists() and file.stat().st_size > 20_000_000, "--demo", ORDERS, "--data-dir", tmp_path / "demo"
    )
    assert said.code == 1
    assert said.err.splitlines()[-1] == "Stopped. Nothing of the demonstration was kept."
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []
