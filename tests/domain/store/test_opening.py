"""What can't be opened is refused in one sentence, and nothing is touched."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import StoreUnavailable
from domain.store.opening import address_of
from domain.store.store import Store
from tests.domain.pads import EVENTS, Pad, Write, open_bus, open_store

ROOT = Path(__file__).parents[3]


def open_in(data_dir: Path, *, create: bool = True) -> Store:
    return Store(data_dir, None, events=EVENTS, aggregates=(Pad,), upcasters={}, create=create)


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_data_directory_is_made_where_there_is_none(tmp_path: Path) -> None:
    with open_in(tmp_path / "new" / "folder") as store:
        assert store.log.head() == 0


def test_a_store_of_a_newer_docket_is_refused_and_not_touched(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        with open_bus(store) as bus:
            bus.dispatch(Write(pads=("a",), text="from the future")).result()
        with store.database.transaction() as connection:
            connection.execute(text("UPDATE log SET format = 2"))
    before = everything_in(tmp_path)
    with pytest.raises(StoreUnavailable, match="newer Docket") as refused:
        open_in(tmp_path)
    assert "\n" not in refused.value.message
    assert everything_in(tmp_path) == before


def test_a_store_of_a_newer_docket_on_a_server_is_refused(postgresql: str) -> None:
    with open_store(postgresql) as store, store.database.transaction() as connection:
        connection.execute(text("UPDATE log SET format = 2"))
    with pytest.raises(StoreUnavailable, match="newer Docket"):
        open_store(postgresql)


def test_a_data_directory_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(StoreUnavailable, match=r"data directory .* is a file"):
        open_in(tmp_path / "data")
    assert (tmp_path / "data").read_text() == "not a folder"


def test_a_data_directory_where_nobody_may_write_is_refused() -> None:
    with pytest.raises(StoreUnavailable):
        open_in(Path("/proc/docket"))


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_data_directory_that_may_only_be_read_is_refused_and_not_touched(tmp_path: Path) -> None:
    with open_in(tmp_path) as store, open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="one")).result()
    before = everything_in(tmp_path)
    script = (
        "import os, sys; from pathlib import Path\n"
        "folder = Path(sys.argv[1]); folder.chmod(0o555); (folder / 'write.db').chmod(0o444)\n"
        "for parent in list(folder.parents)[:-2]: parent.chmod(0o755)\n"
        "from domain.errors import StoreUnavailable\n"
        "from tests.domain.store.test_opening import open_in\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: open_in(folder)\n"
        "except StoreUnavailable as error: print(error)\n"
    )
    opened = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    tmp_path.chmod(0o700)
    assert opened.stdout.count("\n") == 1, opened.stderr
    assert f"{tmp_path} can't be written to" in opened.stdout
    assert everything_in(tmp_path) == before


def test_a_store_is_read_while_somebody_else_records_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.store.database.LOCK_SECONDS", 0.05)
    with open_in(tmp_path) as store, open_bus(store) as bus:
        bus.dispatch(Write(pads=("a",), text="one")).result()
        with store.database.transaction(), open_in(tmp_path, create=False) as read:
            assert read.log.head() == 1


def test_a_file_that_is_no_store_is_refused_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / "write.db").write_text("a letter to the bank" * 100)
    before = everything_in(tmp_path)
    with pytest.raises(StoreUnavailable, match=r"write\.db .* not a database"):
        open_in(tmp_path)
    assert everything_in(tmp_path) == before


def test_a_server_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        open_store(f"postgresql://docket@/docket?host={tmp_path}")
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("address", ["mysql://server/docket", "nonsense", "postgresql://server:port/docket"])
def test_an_address_of_another_kind_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        address_of(tmp_path, address)


def test_a_server_may_be_named_as_hosters_name_it(tmp_path: Path) -> None:
    assert address_of(tmp_path, "postgres://server/docket") == address_of(tmp_path, "postgresql://server/docket")
