"""What is said where no window can be opened."""

import subprocess
import sys

import pytest

from ui import display


def test_without_a_display_one_sentence_says_so_and_what_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    said = display.obstacle()
    assert said.startswith("There is no display")
    assert "main.py status" in said


def test_drawing_into_memory_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert display.obstacle(window=False) == ""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.obstacle() == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")
def test_a_display_that_cannot_be_reached_is_named() -> None:
    # In a process of its own: whatever Qt's plugin loads stays loaded.
    code = "from ui.display import obstacle; print(obstacle())"
    environment = {"DISPLAY": ":987", "PATH": ""}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ":987" in said.stdout or "apt install" in said.stdout


def test_missing_libraries_are_named_with_the_packages_that_hold_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_loads", lambda name: name not in ("libEGL.so.1", "libxcb-cursor.so.0"))
    said = display._missing_libraries("libEGL.so.1: cannot open shared object file")
    assert "sudo apt install libegl1 libxcb-cursor0" in said
