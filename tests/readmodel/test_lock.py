"""Only one process has the lock, and it goes with that process."""

import subprocess
import sys
from pathlib import Path

from readmodel.store.lock import FileLock
from tests.system.desks import ROOT

HOLD = (
    "import sys; from pathlib import Path; from readmodel.store.lock import FileLock\n"
    "lock = FileLock(Path(sys.argv[1])); print(lock.acquire(), flush=True); sys.stdin.read()\n"
)


def test_it_is_had_once_and_again_after_it_was_given_back(tmp_path: Path) -> None:
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    other.release()


def test_giving_back_what_was_never_had_is_nothing(tmp_path: Path) -> None:
    FileLock(tmp_path / "lock").release()
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_killed_leaves_it_to_the_next(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        lock = FileLock(file)
        assert not lock.acquire()
        other.kill()
        other.wait()
        assert lock.acquire()
        lock.release()
