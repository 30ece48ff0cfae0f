"""Three years of a real wholesaler's trade, as the system it came from wrote it."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import main
from tests.ui.commandline.desk import ROOT, CommandLine
from ui.commandline import run

NORTHWIND = ROOT.parent / "shared" / "data" / "northwind"

pytestmark = pytest.mark.skipif(not NORTHWIND.is_dir(), reason="the Northwind files are not beside this checkout")

KINDS = ("customers", "products", "orders")


def _import_all(line: CommandLine) -> list[str]:
    said = [line("import", kind, NORTHWIND / f"{kind}.csv", "--currency", "USD") for kind in KINDS]
    assert [one.code for one in said] == [0, 0, 0]
    return [one.err for one in said]


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("northwind") / "data"
    for kind in KINDS:
        words = ["--data-dir", str(folder), "import", kind, str(NORTHWIND / f"{kind}.csv"), "--currency", "USD"]
        assert run(words, main.open_docket) == 0
    return folder


@pytest.fixture
def line(imported_once: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> CommandLine:
    """A command line on a copy of the imported years."""
    shutil.copytree(imported_once, tmp_path / "data")
    return CommandLine(tmp_path / "data", capfd)


def test_it_is_taken_in_without_naming_a_single_column(line: CommandLine) -> None:
    status = line.status
    assert status["lag"] == 0
    assert status["counts"] == {"orders": 830, "drafts": 0, "customers": 93, "products": 77}
    orders = line.orders()
    nets = [Decimal(part["net"]) for order in orders for part in order["lines"]]
    assert len(nets) == 2155
    assert sum(nets) == Decimal("1265793.29")
    assert sum(Decimal(order["charges"]) for order in orders) == Decimal("64942.69")
    unshipped = [order for order in orders if order["fulfilment"] != "shipped"]
    assert len(unshipped) == 21
    assert any(order["fulfilment"] == "backordered" for order in unshipped)
    by_customer: dict[str, Decimal] = {}
    for order in orders:
        code = order["customer"]["code"]
        by_customer[code] = by_customer.get(code, Decimal(0)) + Decimal(order["net"])
    assert max(by_customer.items(), key=lambda pair: pair[1]) == ("QUICK", Decimal("110277.32"))


def test_what_stock_can_not_cover_of_the_unshipped_lines_is_backordered(line: CommandLine) -> None:
    products = {row["sku"]: row for row in _rows(line, "products")}
    wanted: dict[str, Decimal] = {}
    waiting: dict[str, Decimal] = {}
    for row in _rows(line, "lines"):
        if Decimal(row["shipped"]) == 0:
            wanted[row["sku"]] = wanted.get(row["sku"], Decimal(0)) + Decimal(row["quantity"])
            waiting[row["sku"]] = waiting.get(row["sku"], Decimal(0)) + Decimal(row["waiting"])
    for sku, quantity in wanted.items():
        assert waiting[sku] == max(quantity - Decimal(products[sku]["on_hand"]), Decimal(0))
        assert Decimal(products[sku]["waiting"]) == waiting[sku]


def test_importing_it_again_records_nothing_and_says_so(line: CommandLine) -> None:
    head = line.status["log_head"]
    assert all("nothing was recorded" in said for said in _import_all(line))
    assert line.status["log_head"] == head


def test_it_verifies_and_exports_the_same_bytes_from_a_new_read_store(line: CommandLine) -> None:
    said = line("verify")
    assert (said.code, "No difference" in said.err) == (0, True)
    before = _exports(line)
    for file in line.data_dir.glob("read*"):
        file.unlink()
    assert _exports(line) == before


def test_its_export_can_be_imported_elsewhere_to_the_same_totals(
    line: CommandLine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "orders.csv"
    line("export", "orders", "--format", "csv", "--output", file)
    there = CommandLine(tmp_path / "there", capfd)
    assert there("import", "orders", file).code == 0
    keys = ("net", "charges", "tax", "total", "placed_at", "due_on", "lines", "customer")
    here = [{key: order[key] for key in keys} for order in line.orders()]
    assert [{key: order[key] for key in keys} for order in there.orders()] == here


def _rows(line: CommandLine, subject: str) -> list[dict[str, str]]:
    import json

    return [json.loads(row) for row in line("export", subject, "--format", "jsonl").out.splitlines()]


def _exports(line: CommandLine) -> list[str]:
    return [
        line("export", subject, "--format", form).out
        for subject in ("orders", "lines", "customers", "products", "events")
        for form in ("csv", "jsonl")
    ]
