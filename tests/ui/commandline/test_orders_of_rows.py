"""How rows become orders."""

from pathlib import Path

import pytest

from tests.ui.commandline.desk import CommandLine, Said

HEADER = "Order No;Order Date;Customer;Item Code;Qty;Price;Currency"


@pytest.fixture
def taken(line: CommandLine, tmp_path: Path) -> "Taker":
    return Taker(line, tmp_path / "orders.csv")


class Taker:
    """Imports rows of text."""

    def __init__(self, line: CommandLine, file: Path) -> None:
        self.line = line
        self._file = file

    def __call__(self, header: str, *rows: str, options: tuple[str, ...] = (), kind: str = "orders") -> Said:
        self._file.write_text("\n".join([header, *rows]), encoding="utf-8")
        return self.line("import", kind, self._file, *options)


def test_rows_of_one_number_form_one_order_wherever_they_stand(taken: Taker) -> None:
    said = taken(
        HEADER,
        "A;2026-03-02;C1;X;1;2.00;EUR",
        "B;2026-03-02;C1;Y;1;2.00;EUR",
        " a ;2026-03-02;C1;Z;1;2.00;EUR",
    )
    assert said.code == 0
    assert [(o["source_number"], [part["sku"] for part in o["lines"]]) for o in taken.line.orders()] == [
        ("B", ["Y"]),
        ("A", ["X", "Z"]),
    ]


def test_rows_that_name_only_their_line_belong_to_the_head_above(taken: Taker) -> None:
    assert taken(HEADER, "A;2026-03-02;C1;X;1;2.00;EUR", "A;;;Y;2;2.00;").code == 0
    assert [len(order["lines"]) for order in taken.line.orders()] == [2]


def test_one_bad_line_keeps_the_whole_order_out_and_lists_it_with_its_reason(taken: Taker, tmp_path: Path) -> None:
    said = taken(
        HEADER,
        "A;2026-03-02;C1;X;1;2.00;EUR",
        "A;2026-03-02;C1;Y;zero;2.00;EUR",
        options=("--rejects", str(tmp_path / "r.csv")),
    )
    assert said.code == 1
    assert taken.line.counts["orders"] == 0
    rows = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 3
    assert "row 3, column Qty" in rows[1]


def test_a_shipped_order_ships_on_its_date_and_leaves_stock_alone(taken: Taker) -> None:
    taken("sku,name,on_hand", "X,Ware,5", kind="products")
    taken(
        f"{HEADER};Shipped Date;Paid",
        "A;2026-03-02;C1;X;3;2.00;EUR;2026-03-05;yes",
        "B;2026-03-02;C1;X;4;2.00;EUR;;2,50",
        "C;2026-03-02;C1;X;4;2.00;EUR;;no",
    )
    orders = taken.line.orders()
    assert [(o["status"], o["fulfilment"], o["payment"], o["paid"]) for o in orders] == [
        ("closed", "shipped", "paid", "6.00"),
        ("open", "reserved", "deposit", "2.50"),
        ("open", "part_reserved", "unpaid", "0.00"),
    ]
    assert taken.line("export", "products").out.splitlines()[1].split(",")[10] == "5"


def test_unknown_customers_and_products_are_rejected_where_none_may_be_created(taken: Taker) -> None:
    said = taken(HEADER, "A;2026-03-02;C1;X;1;2.00;EUR", options=("--no-create",))
    assert said.code == 1
    assert "row 2, column Customer" in said.err
    taken("code,name", "C1,Café", kind="customers")
    said = taken(HEADER, "A;2026-03-02;C1;X;1;2.00;EUR", options=("--no-create",))
    assert "row 2, column Item Code" in said.err


def test_a_dry_run_reports_without_recording(taken: Taker) -> None:
    said = taken(HEADER, "A;2026-03-02;C1;X;1;2.00;EUR", "B;2026-03-02;C1;X;;2.00;EUR", options=("--dry-run",))
    assert said.code == 1
    assert "1 order could be imported; 1 rejected" in said.err
    assert taken.line.status["log_head"] == 0
    taken(HEADER, "A;2026-03-02;C1;X;1;2.00;EUR")
    said = taken(HEADER, "A;2026-03-02;C1;X;1;2.00;EUR", options=("--dry-run",))
    assert "0 orders could be imported; 1 known already" in said.err


def test_the_currency_comes_from_the_option_where_no_column_says_it(taken: Taker) -> None:
    header, row = HEADER.removesuffix(";Currency"), "A;2026-03-02;C1;X;1;2.00"
    said = taken(header, row)
    assert said.code == 2
    assert "--currency" in said.err
    assert taken(header, row, options=("--currency", "chf")).code == 0
    assert taken.line.orders()[0]["currency"] == "CHF"
    assert taken(header, row.replace("A", "B", 1)).code == 0


def test_a_column_is_named_by_hand(taken: Taker) -> None:
    header = HEADER.replace("Qty", "How many").replace("Price", "Each")
    row = "A;2026-03-02;C1;X;3;2.00;EUR"
    assert taken(header, row).code == 2
    assert taken(header, row, options=("--map", "quantity=How many", "--map", "unit_price=#6")).code == 0
    assert taken.line.orders()[0]["net"] == "6.00"


def test_a_rejected_row_names_no_option_for_it_may_be_imported_in_the_window(taken: Taker, tmp_path: Path) -> None:
    said = taken(
        HEADER,
        "A;03/04/2026;C1;X;1;2.00;EUR",
        "A;;;Y;1;2.00;",
        options=("--rejects", str(tmp_path / "r.csv")),
    )
    assert "--date-order" in said.err
    rows = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "row 2, column" in rows[2]
    assert "--" not in rows[1] + rows[2]


def test_dates_of_two_readings_wait_for_the_date_order(taken: Taker) -> None:
    rows = ("A;03/04/2026;C1;X;3;2.00;EUR", "B;04/05/2026;C1;X;3;2.00;EUR")
    said = taken(HEADER, *rows)
    assert said.code == 1
    assert said.err.count("--date-order") == 1
    assert "and 1 more" in said.err
    assert taken(HEADER, *rows, options=("--date-order", "mdy")).code == 0
    assert [order["placed_at"][:10] for order in taken.line.orders()] == ["2026-03-04", "2026-04-05"]


def test_one_day_past_the_twelfth_settles_the_column(taken: Taker) -> None:
    assert taken(HEADER, "A;03/04/2026;C1;X;3;2.00;EUR", "B;13/05/2026;C1;X;3;2.00;EUR").code == 0
    assert [order["placed_at"][:10] for order in taken.line.orders()] == ["2026-04-03", "2026-05-13"]


def test_customers_and_products_are_brought_up_to_date(taken: Taker) -> None:
    taken("Code;Name;City;Phone", "C1;Café;Köln;123", kind="customers")
    said = taken("Code;Phone;Street", "C1;456;Ring 1", kind="customers")
    assert "1 customer imported" in said.err
    assert "C1,Café,,,456,,Ring 1,Köln" in taken.line("export", "customers").out
    assert "1 unchanged" in taken("Code;Phone", "C1;456", kind="customers").err
    taken("sku;name;price;on_hand", "X;Ware;2,50;7", kind="products")
    taken("sku;on_hand", "X;3", kind="products")
    row = taken.line("export", "products").out.splitlines()[1].split(",")
    assert (row[1], row[5], row[10]) == ("Ware", "2.5", "3")


def test_a_name_is_needed_only_of_what_is_new(taken: Taker) -> None:
    said = taken("Code;Phone", "C9;456", kind="customers")
    assert said.code == 1
    assert "row 2: Customer name is needed, and no column" in said.err
