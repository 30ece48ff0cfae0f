"""What importing costs once the window's modules are there."""

import linecache
from pathlib import Path

import pytest

import ui.running


def test_what_the_window_imports_is_not_kept_as_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ui.running
    canary = tmp_path / "canary_of_plain_imports.py"
    canary.write_text("SINGS = True\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    from canary_of_plain_imports import SINGS  # type: ignore[import-not-found]

    assert SINGS
    assert str(canary) not in linecache.cache
