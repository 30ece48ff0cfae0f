"""A command line on a data directory of its own."""

from pathlib import Path

import pytest

from tests.ui.commandline.desk import CommandLine


@pytest.fixture
def line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capfd)
