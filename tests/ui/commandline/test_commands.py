"""What each command does, and how it says that it can't."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

import main
from domain.customers.events import CustomerAdded
from domain.messages import Recorded
from domain.store.places import FORMAT
from readmodel.customers.list import CustomerList
from readmodel.rows import Rows
from tests.readmodel.desk import PATIENCE
from tests.ui import trading
from tests.ui.commandline.desk import ROOT, CommandLine, process, wait_for_events
from ui.commandline import run
from ui.importing.fields import Kind
from ui.importing.plan import Wishes
from ui.importing.request import Request


def test_status_of_a_place_where_nothing_is_makes_nothing(line: CommandLine) -> None:
    status = line.status
    assert status["log_head"] == status["lag"] == status["dead_letters"] == 0
    assert status["counts"]["orders"] == 0
    assert not line.data_dir.exists()


def test_status_does_not_catch_up(line: CommandLine) -> None:
    line("generate", 20, "--until", "2026-06-30")
    for file in line.data_dir.glob("read*"):
        file.unlink()
    status = line.status
    assert status["read_checkpoint"] == 0
    assert status["lag"] == status["log_head"] > 0
    assert not list(line.data_dir.glob("read*"))


def test_an_export_catches_up_first(line: CommandLine) -> None:
    line("generate", 20, "--until", "2026-06-30")
    for file in line.data_dir.glob("read*"):
        file.unlink()
    assert len(line.orders()) == 20
    assert line.status["lag"] == 0


def test_every_option_may_stand_before_or_after_the_command(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main_line = ["generate", "5", "--data-dir", str(tmp_path / "a"), "--until", "2026-06-30"]
    assert run(main_line, main.open_docket) == 0
    capfd.readouterr()
    monkeypatch.setenv("DOCKET_DATA_DIR", str(tmp_path / "a"))
    assert run(["status"], main.open_docket) == 0
    assert json.loads(capfd.readouterr().out)["counts"]["orders"] == 5


def test_rebuilding_keeps_every_row(line: CommandLine) -> None:
    line("generate", 30, "--until", "2026-06-30")
    before = line("export", "lines").out
    assert line("rebuild").code == 0
    assert line("export", "lines").out == before


def test_a_tampered_log_does_not_verify(line: CommandLine) -> None:
    line("generate", 10, "--until", "2026-06-30")
    with sqlite3.connect(line.data_dir / "write.db") as store:
        store.execute("UPDATE events SET actor = 'nobody' WHERE position = 100")
    store.close()
    said = line("verify")
    assert said.code == 1
    assert "event 100" in said.err
    assert "1 difference." in said.err
    with sqlite3.connect(line.data_dir / "write.db") as store:
        store.execute("UPDATE events SET actor = 'nobody'")
    store.close()
    said = line("verify")
    assert said.err.count("the event was altered") == 100
    assert re.search(r"More than \d+ differences\.", said.err)


def test_what_somebody_left_out_of_the_view_is_told_and_is_no_difference(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(self: CustomerList, event: CustomerAdded, at: Recorded, rows: Rows) -> None:
        raise ValueError("no such luck")

    with monkeypatch.context() as broken:
        broken.setattr(CustomerList, "on_customer_added", cannot)
        with main.open_docket(line.data_dir) as docket:
            for command in (trading.customer(), trading.product()):
                receipt = docket.commands.dispatch(command).result()
                docket.projector.wait_for(receipt.position, PATIENCE)
            docket.projector.skip(docket.projector.state().dead_letters[0])
            docket.projector.wait_for(docket.commands.dispatch(trading.received(5)).result().position, PATIENCE)
    assert line.status["left_out"] == 1
    said = line("verify")
    assert said.code == 0
    assert "No difference" in said.err
    assert "1 event is left out of the view" in said.err


def test_a_log_without_its_last_event_does_not_verify_and_holds_nobody_up(line: CommandLine) -> None:
    line("generate", 10, "--until", "2026-06-30")
    head = line.status["log_head"]
    with sqlite3.connect(line.data_dir / "write.db") as store:
        store.execute("DELETE FROM events WHERE position = ?", (head,))
    store.close()
    said = process("--data-dir", line.data_dir, "verify")
    assert said.returncode == 1
    assert f"the log ends here, but {head} events were recorded" in said.stderr
    assert "Traceback" not in said.stderr
    assert process("--data-dir", line.data_dir, "export", "orders").returncode == 1


def test_a_backup_fills_an_empty_store_elsewhere(
    line: CommandLine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    line("generate", 30, "--until", "2026-06-30")
    assert line("backup", tmp_path / "all.backup").code == 0
    there = CommandLine(tmp_path / "there", capfd)
    assert there("restore", tmp_path / "all.backup").code == 0
    assert there("export", "events").out == line("export", "events").out
    assert there.orders() == line.orders()
    again = there("restore", tmp_path / "all.backup")
    assert (again.code, "empty store" in again.err) == (1, True)


def test_there_is_nothing_to_restore_from_a_file_that_is_no_backup(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of the kind")
    assert line("restore", tmp_path / "notes.txt").code == 1
    assert line("restore", tmp_path / "absent").code == 2
    assert not line.data_dir.exists()


def test_a_damaged_backup_is_refused_in_a_sentence_and_nothing_is_made_for_it(
    line: CommandLine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    line("generate", 5, "--until", "2026-06-30")
    line("backup", tmp_path / "all.backup")
    with sqlite3.connect(tmp_path / "all.backup") as backup:
        backup.execute("DELETE FROM heads WHERE stream LIKE 'stock-%'")
    backup.close()
    there = CommandLine(tmp_path / "there", capfd)
    said = there("restore", tmp_path / "all.backup")
    assert said.code == 1
    assert "damaged in stock-" in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert not there.data_dir.exists()


def test_nothing_is_restored_where_docket_is_open(
    line: CommandLine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    line("generate", 5, "--until", "2026-06-30")
    line("backup", tmp_path / "all.backup")
    there = CommandLine(tmp_path / "there", capfd)
    with main.open_docket(there.data_dir) as opened:
        said = there("restore", tmp_path / "all.backup")
        assert (said.code, said.err) == (1, f"Docket is open in {there.data_dir}. Close it, then restore.\n")
        assert opened.log.head() == 0
    assert there("restore", tmp_path / "all.backup").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["imports"],
        ["import", "orders"],
        ["import", "invoices", "x.csv"],
        ["import", "orders", "x.csv", "--map", "sku"],
        ["import", "orders", "x.csv", "--map", "nonsense=SKU"],
        ["import", "orders", "absent.csv"],
        ["import", "orders", "."],
        ["export", "orders", "--format", "xlsx"],
        ["generate", "none"],
        ["--demo", "5", "status"],
        ["generate", "-5"],
        ["generate", "5", "--until", "June"],
        ["--demo", "many"],
        ["status", "--projection", "later"],
    ],
)
def test_wrong_usage_is_exit_code_2(line: CommandLine, words: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("order_number,placed_at,customer_code,sku,quantity,unit_price\n1,2,3,4,5,6\n")
    said = line(*(str(tmp_path / word) if word == "x.csv" else word for word in words))
    assert said.code == 2
    assert said.err.strip()
    assert said.out == ""


def test_a_year_can_only_be_generated_into_an_empty_store(line: CommandLine) -> None:
    line("generate", 5, "--until", "2026-06-30")
    said = line("generate", 5)
    assert said.code == 2
    assert "empty store" in said.err


@pytest.mark.parametrize("words", [("generate", "5"), ("--demo", "5")])
def test_a_directory_that_can_not_be_is_named_in_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "shop"
    said = process("--data-dir", folder, *words, QT_QPA_PLATFORM="offscreen")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.removesuffix("\n") == f"The data directory {folder} can't be used: Not a directory."


def test_what_only_looks_names_the_directory_it_looked_for(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    said = CommandLine(tmp_path / "file" / "shop", capfd)("status")
    assert said.err.startswith(f"There is no store in {tmp_path / 'file' / 'shop'}")


def test_a_data_directory_that_can_not_be_written_is_told_in_a_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    others = (["generate", "5"], ["export", "orders"], ["verify"], ["restore", str(tmp_path / "file")])
    for words in (["status"], ["backup", str(tmp_path / "backup")], *others):
        said = CommandLine(tmp_path / "file" / "below", capfd)(*words)
        assert said.code in (1, 2)
        assert len(said.err.strip().splitlines()) == 1
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_store_of_a_newer_docket_is_left_alone(line: CommandLine) -> None:
    line("generate", 5, "--until", "2026-06-30")
    with sqlite3.connect(line.data_dir / "write.db") as store:
        store.execute("UPDATE log SET format = ?", (FORMAT + 1,))
    store.close()
    before = _content(line.data_dir)
    for words in (["status"], ["export", "orders"], ["verify"], ["rebuild"], ["generate", "5"]):
        said = line(*words)
        assert said.code == 1
        assert "newer" in said.err
        assert len(said.err.strip().splitlines()) == 1
    assert _content(line.data_dir) == before


@pytest.mark.parametrize("words", [["status"], ["verify"], ["export", "orders"], ["generate", "5"]], ids=" ".join)
def test_a_server_that_can_not_be_reached_is_told_in_a_sentence(line: CommandLine, words: list[str]) -> None:
    for address in ("postgresql://nobody@127.0.0.1:9/nothing", "mysql://somewhere/else"):
        said = line(*words, "--store", address)
        assert said.code == 1
        assert len(said.err.strip().splitlines()) == 1
    assert not line.data_dir.exists()


def test_a_dry_run_makes_nothing(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("code,name\nC1,Ware\n")
    said = line("import", "customers", tmp_path / "customers.csv", "--dry-run")
    assert (said.code, "1 customer could be imported" in said.err) == (0, True)
    assert not line.data_dir.exists()


READING = (["status"], ["verify"], ["export", "orders"], ["backup", "all.backup"])


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_reading_from_a_store_that_is_not_there_says_so_and_makes_none(
    line: CommandLine, tmp_path: Path, postgresql: str, words: list[str]
) -> None:
    for address in (f"sqlite:///{tmp_path / 'mistyped.db'}", postgresql):
        said = line(*words, "--store", address)
        assert said.code == 1
        assert "There is no store in" in said.err
    assert list(tmp_path.iterdir()) == []
    with psycopg.connect(postgresql) as server:
        assert server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


@pytest.mark.parametrize("words", READING[:3], ids=" ".join)
def test_reading_where_nothing_was_recorded_makes_nothing(line: CommandLine, words: list[str]) -> None:
    assert line(*words).code == 0
    assert not line.data_dir.exists()


@pytest.mark.parametrize("words", READING[:3], ids=" ".join)
def test_reading_from_a_server_needs_no_data_directory(line: CommandLine, postgresql: str, words: list[str]) -> None:
    line("generate", 20, "--until", "2026-06-30", "--store", postgresql)
    elsewhere = line.data_dir.with_name("elsewhere")
    said = line(*words, "--store", postgresql, "--data-dir", elsewhere)
    assert (said.code, said.err.count("difference")) == (0, int(words == ["verify"]))
    assert not elsewhere.exists()


def test_an_export_that_can_not_be_written_says_where(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "absent" / "orders.csv"
    said = line("export", "orders", "--output", file)
    assert said.code == 1
    assert said.err.startswith(f"{file}: ")


def test_a_reader_that_has_enough_ends_an_export_quietly(line: CommandLine) -> None:
    line("generate", 200, "--until", "2026-06-30")
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(line.data_dir), "export", "events"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as export:
        assert export.stdout is not None
        assert export.stderr is not None
        export.stdout.readline()
        export.stdout.close()
        assert export.stderr.read() == b""
        assert export.wait() in (0, 1)


def test_ctrl_c_ends_an_import_in_a_sentence_and_importing_again_completes_it(
    line: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    rows = "".join(f"N-{number},2026-03-02,C1,X{number % 50},1,2.50,EUR\n" for number in range(4_000))
    file.write_text("order_number,placed_at,customer_code,sku,quantity,unit_price,currency\n" + rows)
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(line.data_dir), "import", "orders", str(file)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as importing:
        assert importing.stderr is not None
        importing.stderr.readline()
        wait_for_events(line.data_dir, 300, importing)
        importing.send_signal(signal.SIGINT)
        said = importing.stderr.read()
        assert importing.wait() == 1
    assert "Traceback" not in said
    assert "Stopped" in said
    recorded = len(line.orders())
    assert 0 < recorded < 4_000
    assert f"{recorded:,} orders imported; stopped before the end" in said
    assert line("import", "orders", file).code == 0
    assert line.counts["orders"] == 4_000


def test_no_command_but_the_window_loads_qt(line: CommandLine, tmp_path: Path) -> None:
    line("generate", 5, "--until", "2026-06-30")
    file = tmp_path / "customers.csv"
    file.write_text("code,name\nC1,Ware\n")
    script = (
        "import sys, main\nfrom ui.commandline import run\n"
        "export = ['export', 'events', '--format', 'jsonl']\n"
        "for words in (['status'], ['export', 'orders'], export, ['verify'], ['import', 'customers', sys.argv[2]]):\n"
        "    assert run(['--data-dir', sys.argv[1], *words], main.open_docket) == 0\n"
        "run(['import-beside'], main.open_docket)  # stops as soon as it sees that its input ends\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]\n"
    )
    request = Request(
        data_dir=line.data_dir,
        store=None,
        wishes=Wishes(kind=Kind.CUSTOMERS, path=file),
        rejects=tmp_path / "rejects.csv",
        dry_run=True,
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(line.data_dir), str(file)],
        cwd=ROOT,
        input=request.encoded() + b"\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_without_a_display_the_window_says_what_to_do(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(tmp_path / "data")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data").exists()


def _content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix not in (".lock", ".db-shm")}
