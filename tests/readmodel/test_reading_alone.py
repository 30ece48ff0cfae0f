"""A data directory that may only be read: SQLite could not even show its lists, which is said at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.domain.samples import add_customer
from tests.readmodel.desk import desk

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
@pytest.mark.parametrize("project", [True, False])
def test_a_data_directory_that_may_only_be_read_is_refused(tmp_path: Path, project: bool) -> None:
    with desk(tmp_path) as d:
        d.see(add_customer())
    script = (
        "import os, sys; from pathlib import Path\n"
        "folder = Path(sys.argv[1]); folder.chmod(0o555)\n"
        "for parent in list(folder.parents)[:-2]: parent.chmod(0o755)\n"
        "from domain.errors import StoreUnavailable\n"
        "from readmodel.opening import ReadSide\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "class Log:\n"
        "    def head(self): return 1\n"
        f"try: ReadSide(folder, Log(), project={project})\n"
        "except StoreUnavailable as error: print(error)\n"
    )
    opened = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    tmp_path.chmod(0o700)
    assert opened.stdout.count("\n") == 1, opened.stderr
    assert f"{tmp_path} can't be written to" in opened.stdout
