"""The house rules that a reader would otherwise have to trust."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [
    path
    for folder in ("domain", "readmodel", "ui", "resources")
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "__init__.py"
]


def test_imports_keep_to_the_agreed_directions() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_holds_more_than_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_tool_of_qt_opens_the_stores() -> None:
    """A second SQLite library in one process breaks the first one's locks, so QtSql is never imported."""
    guilty = [path for path in SOURCES if re.search(r"import.*QtSql", path.read_text(encoding="utf-8"))]
    assert guilty == []
