"""What is being typed, on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.drafts import Drafts


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    made = Drafts(tmp_path / "drafts")
    yield made
    made.close()


def test_what_is_kept_is_on_disk_once_it_is_flushed(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("one", b"typed")
    drafts.flush()
    assert (tmp_path / "drafts" / "one.json").read_bytes() == b"typed"
    assert list((tmp_path / "drafts").glob("*.part")) == []


def test_the_newest_word_holds_before_it_is_written(drafts: Drafts) -> None:
    drafts.keep("one", b"first")
    drafts.flush()
    drafts.keep("one", b"second")
    assert drafts.read("one") == b"second"
    drafts.drop("one")
    assert drafts.read("one") is None
    assert drafts.names() == []


def test_nothing_is_left_of_what_is_dropped(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("one", b"typed")
    drafts.flush()
    drafts.drop("one")
    drafts.flush()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_nothing_kept_means_no_folder(drafts: Drafts, tmp_path: Path) -> None:
    assert drafts.names() == []
    assert not (tmp_path / "drafts").exists()


def test_another_start_finds_what_was_kept(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("one", b"typed")
    drafts.flush()
    later = Drafts(tmp_path / "drafts")
    assert later.names() == ["one"]
    assert later.read("one") == b"typed"


def test_closing_writes_what_waits(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.keep("one", b"typed")
    drafts.close()
    assert Drafts(tmp_path / "drafts").read("one") == b"typed"


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("in the way")
    said: list[str] = []
    drafts = Drafts(tmp_path / "drafts", on_trouble=said.append)
    drafts.keep("one", b"typed")
    drafts.flush()
    assert len(said) == 1
    assert "can't be kept safe" in said[0]
    (tmp_path / "drafts").unlink()
    drafts.flush()
    assert said[1:] == [""]
    assert Drafts(tmp_path / "drafts").read("one") == b"typed"
    drafts.close()
