"""A desk to tell stories at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.scenario import Scenario, scenario


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Scenario]:
    """A bus on a new store; its clock says noon of 5 March 2026, UTC."""
    with scenario(tmp_path) as told:
        yield told
