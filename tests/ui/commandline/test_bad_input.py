"""Files as they should not be: one clear message with its place, and everything good is in all the same."""

from pathlib import Path

import pytest

from tests.ui.commandline.desk import CommandLine

HEADER = "order_number,placed_at,customer_code,customer_name,sku,quantity,unit_price,currency"
GOOD = "G-1,2026-03-02,C1,Café Amsel,X1,2,3.50,EUR"

BAD_ROWS = {
    "text where a number belongs": ("B-1,2026-03-02,C1,A,X1,many,3.50,EUR", "row 3, column quantity", "many"),
    "NaN": ("B-1,2026-03-02,C1,A,X1,NaN,3.50,EUR", "row 3, column quantity", "NaN"),
    "infinity": ("B-1,2026-03-02,C1,A,X1,1,Infinity,EUR", "row 3, column unit_price", "Infinity"),
    "1e400": ("B-1,2026-03-02,C1,A,X1,1e400,3.50,EUR", "row 3, column quantity", "1e400"),
    "a number beyond all bounds": ("B-1,2026-03-02,C1,A,X1,1,9999999999999999,EUR", "column unit_price", "too large"),
    "a negative quantity": ("B-1,2026-03-02,C1,A,X1,-2,3.50,EUR", "row 3, column quantity", "more than 0"),
    "a quantity of zero": ("B-1,2026-03-02,C1,A,X1,0,3.50,EUR", "row 3, column quantity", "more than 0"),
    "a negative price": ("B-1,2026-03-02,C1,A,X1,1,-3.50,EUR", "row 3, column unit_price", "below 0"),
    "a date that isn't one": ("B-1,2026-02-30,C1,A,X1,1,3.50,EUR", "row 3, column placed_at", "2026-02-30"),
    "words for a date": ("B-1,soon,C1,A,X1,1,3.50,EUR", "row 3, column placed_at", "soon"),
    "a date of two readings": ("B-1,03/04/2026,C1,A,X1,1,3.50,EUR", "row 3, column placed_at", "--date-order"),
    "another currency": ("B-1,2026-03-02,C1,A,X1,1,3.50,USD", "column currency", "EUR"),
    "no such currency": ("B-1,2026-03-02,C1,A,X1,1,3.50,QQQ", "row 3, column currency", "QQQ"),
    "no date": ("B-1,,C1,A,X1,1,3.50,EUR", "row 3, column placed_at", "is empty"),
    "no quantity": ("B-1,2026-03-02,C1,A,X1,,3.50,EUR", "row 3, column quantity", "is empty"),
    "no customer": ("B-1,2026-03-02,,A,X1,1,3.50,EUR", "row 3, column customer_code", "is empty"),
    "no product": ("B-1,2026-03-02,C1,A,,1,3.50,EUR", "row 3, column sku", "product"),
    "no number": (",2026-03-02,C1,A,X1,1,3.50,EUR", "row 3, column order_number", "is empty"),
    "a NUL byte": ("B-1,2026-03-02,C1,A\0b,X1,1,3.50,EUR", "row 3, column customer_name", "NUL"),
    "a row too short": ("B-1,2026-03-02,C1", "row 3", "3 cells"),
    "a row too long": (GOOD.replace("G-1", "B-1") + ",surplus", "row 3", "9 cells"),
    "a row of 100,000 cells": ("B-1" + ",x" * 99_999, "row 3", "100,000 cells"),
    "a quote never closed": ('B-1,2026-03-02,C1,"A,X1,1,3.50,EUR', "row 3", "never closed"),
    "seven decimals": ("B-1,2026-03-02,C1,A,X1,1,0.1234567,EUR", "row 3, column unit_price", "6 decimal"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_named_and_the_good_order_goes_in(line: CommandLine, tmp_path: Path, case: str) -> None:
    row, place, word = BAD_ROWS[case]
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEADER}\n{GOOD}\n{row}\n{GOOD.replace('G-1', 'G-2')}\n", encoding="utf-8")
    said = line("import", "orders", file, "--rejects", tmp_path / "rejects.csv")
    assert said.code == 1
    assert place in said.err
    assert word in said.err
    assert [order["source_number"] for order in line.orders()] == ["G-1", "G-2"]
    rejected = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rejected) == 2


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("discount_percent", "120", "100"),
        ("discount_percent", "-1", "100"),
        ("discount_fraction", "1.2", "0 to 1"),
        ("Discount", "120", "discount"),
        ("tax_rate", "101", "100"),
        ("freight", "-3", "below 0"),
        ("freight", "3.505", "decimals"),
        ("shipped_at", "2026-03-01", "before"),
        ("paid", "perhaps", "not a number"),
        ("email", "nobody", "email"),
    ],
)
def test_a_bad_value_in_any_other_column_is_named_too(
    line: CommandLine, tmp_path: Path, column: str, value: str, word: str
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEADER},{column}\n{GOOD},\n{GOOD.replace('G-1', 'B-1')},{value}\n", encoding="utf-8")
    said = line("import", "orders", file)
    assert said.code == 1
    assert f"row 3, column {column}" in said.err
    assert word in said.err
    assert [order["source_number"] for order in line.orders()] == ["G-1"]


BAD_FILES = {
    "an empty file": (b"", "empty"),
    "blank lines": (b"\n\n\n", "empty"),
    "a header only": (HEADER.encode(), "no orders"),
    "a missing column": (b"order_number,placed_at,customer_code,sku,unit_price\nA,2026-03-02,C,X,1\n", "quantity"),
    "a workbook": (b"PK\x03\x04" + bytes(range(256)) * 8, "Excel"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "PNG"),
    "random bytes": (bytes(range(256)) * 16, "not a text file"),
    "nothing but zeros": (bytes(4096), "nothing but zeros"),
    "a NUL byte in the header": (f"{HEADER}\n{GOOD}\n".replace("sku", "s\0ku").encode(), "NUL"),
    "a story": (b"Once upon a time\nthere was a file\nthat was no table.\n", "order_number"),
    "only discounts of 0 and 1": (
        f"{HEADER},Discount\n{GOOD},1\n{GOOD.replace('G-1', 'G-2')},0\n".encode(),
        "discount_fraction",
    ),
    "two columns of one name": (f"{HEADER},quantity\n{GOOD},2\n".encode(), "columns 6 and 9"),
}


CALLED_OTHERWISE = """Bestell-Nr;Tag;Kd;Firma;Was;Stück;Preis;EUR?
1;2026-03-02;;Amsel;X1;2;3,50;EUR
2;2026-03-02;K1;Amsel;X1;;3,50;EUR
3;2026-03-02;%s;Amsel;X1;2;3,50;EUR
4;2026-03-02;K1;Amsel;X1;2;3,50;
""" % ("K" * 65)


def test_messages_call_columns_by_the_names_that_the_file_gives_them(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(CALLED_OTHERWISE, encoding="utf-8")
    columns = ("order_number=Bestell-Nr", "placed_at=Tag", "customer_code=Kd", "sku=Was", "quantity=Stück")
    named = [word for column in (*columns, "currency=EUR?") for word in ("--map", column)]
    said = line("import", "orders", file, *named, "--rejects", tmp_path / "rejects.csv")
    assert said.err.splitlines()[1:] == [
        "orders.csv: row 2, column Kd is empty",
        "orders.csv: row 3, column Stück is empty",
        "orders.csv: row 4, column Kd has more than 64 characters",
        "orders.csv: row 5, column EUR?: no currency is named; name it (--currency CODE)",
        "orders.csv: 0 orders imported; 4 rejected; nothing was recorded",
    ]
    reasons = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert reasons[1].startswith("“Kd” is empty;1;")


def test_what_no_column_holds_is_looked_for_in_none(line: CommandLine, tmp_path: Path) -> None:
    customers, orders = tmp_path / "customers.csv", tmp_path / "orders.csv"
    customers.write_text("customer_code,city\nC1,Wien\n", encoding="utf-8")
    said = line("import", "customers", customers)
    assert "row 2: Customer name is needed, and no column of the file holds it\n" in said.err
    orders.write_text("order_number,placed_at,sku,quantity,unit_price\nA,2026-03-02,X,1,1\n", encoding="utf-8")
    assert "row 1: there is no column for Customer code among order_number" in line("import", "orders", orders).err


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused_in_a_sentence(line: CommandLine, tmp_path: Path, case: str) -> None:
    content, word = BAD_FILES[case]
    file = tmp_path / "orders.csv"
    file.write_bytes(content)
    said = line("import", "orders", file)
    assert said.code == 2
    assert word in said.err
    assert "row " in said.err
    assert line.counts["orders"] == 0


def test_a_discount_of_0_and_1_goes_in_once_it_is_named(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(BAD_FILES["only discounts of 0 and 1"][0])
    assert line("import", "orders", file, "--map", "discount_percent=Discount").code == 0
    assert [order["net"] for order in line.orders()] == ["6.93", "7.00"]


def test_a_file_of_100000_columns_is_read_as_far_as_a_spreadsheet_goes(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(HEADER + ",x" * 100_000 + "\n" + GOOD + "," * 100_000 + "\n", encoding="utf-8")
    said = line("import", "orders", file)
    assert said.code == 1
    assert "row 1, column 16385" in said.err
    assert line.counts["orders"] == 1


@pytest.mark.parametrize("kind", ["customers", "products", "orders"])
def test_a_nul_byte_in_a_column_that_is_no_field_is_named_too(line: CommandLine, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "file.csv"
    header, good = {
        "customers": ("code,name", "G-1,Ware"),
        "products": ("sku,name", "G-1,Tea"),
        "orders": (HEADER, GOOD),
    }[kind]
    file.write_text(f"{header},whim\n{good},\n{good.replace('G-1', 'B-1')},a\0b\n", encoding="utf-8")
    said = line("import", kind, file, "--rejects", tmp_path / "rejects.csv")
    assert said.code == 1
    assert "row 3, column whim: the cell holds a NUL byte" in said.err
    assert line.counts[kind] == 1
    assert "B-1" in (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig")


def test_orders_of_no_currency_at_all_are_wrong_usage(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEADER},\n{GOOD}\n".replace(",currency,", "").replace(",EUR", ""), encoding="utf-8")
    for words in ([], ["--dry-run"]):
        said = line("import", "orders", file, *words)
        assert said.code == 2
        assert "--currency" in said.err.splitlines()[-1]
    assert line.counts["orders"] == 0


def test_an_order_without_a_currency_is_rejected_where_a_column_names_it(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEADER}\n{GOOD}\n{GOOD.replace('G-1', 'B-1').replace('EUR', '')}\n", encoding="utf-8")
    said = line("import", "orders", file)
    assert said.code == 1
    assert "row 3, column currency" in said.err
    assert [order["source_number"] for order in line.orders()] == ["G-1"]


def test_two_currencies_in_one_order_reject_the_whole_order(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    other = GOOD.replace("G-1", "B-1")
    file.write_text(f"{HEADER}\n{GOOD}\n{other}\n{other.replace('EUR', 'USD')}\n", encoding="utf-8")
    said = line("import", "orders", file)
    assert said.code == 1
    assert "row 4, column currency" in said.err
    assert [order["source_number"] for order in line.orders()] == ["G-1"]


def test_another_currency_than_the_stores_is_refused_before_anything_is_read(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    line("import", "orders", file)
    said = line("import", "orders", file, "--currency", "USD")
    assert said.code == 2
    assert "EUR" in said.err


def test_rows_of_an_order_that_contradict_each_other_are_rejected_with_the_column(
    line: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    other = GOOD.replace("2026-03-02", "2026-03-09").replace("X1", "X2")
    file.write_text(f"{HEADER}\n{GOOD}\n{GOOD.replace('G-1', 'G-2')}\n{other}\n", encoding="utf-8")
    said = line("import", "orders", file)
    assert "row 4, column placed_at" in said.err
    assert [order["source_number"] for order in line.orders()] == ["G-2"]


def test_the_rejects_file_imports_cleanly_once_corrected(line: CommandLine, tmp_path: Path) -> None:
    file, rejects = tmp_path / "orders.csv", tmp_path / "rejects.csv"
    german = (
        "Bestellnummer;Bestelldatum;Kundennummer;Firma;Artikelnummer;Menge;Einzelpreis;Rabatt;Währung\n"
        "B-1;13/02/2026;C1;Café Amsel;X1;1,5;1.234,50;0,1;EUR\n"
        "B-2;03/02/2026;C1;Café Amsel;X1;1;1.234;0,05;EUR\n"
        "B-2;03/02/2026;C1;Café Amsel;X2;viele;2;0;EUR\n"
    )
    file.write_text(german, encoding="cp1252")
    assert line("import", "orders", file, "--rejects", rejects).code == 1
    mended = rejects.read_text(encoding="utf-8-sig").replace("viele", "3")
    rejects.write_text(mended, encoding="utf-8")
    said = line("import", "orders", rejects, "--rejects", rejects)
    assert (said.code, said.err.count("rejected")) == (0, 0)
    assert [(order["net"], order["placed_at"][:10]) for order in line.orders()] == [
        ("1666.58", "2026-02-13"),
        ("1178.30", "2026-02-03"),
    ]
    assert "Windows-1252" not in said.err


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 with BOM"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
     ("utf-16-be", "UTF-16"), ("cp1252", "Windows-1252")],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_recognised_and_told(
    line: CommandLine, tmp_path: Path, encoding: str, named: str, delimiter: str
) -> None:
    file = tmp_path / "customers.csv"
    rows = [("Code", "Name", "Ort"), ("C1", 'Ostré & "Söhne"', "Köln, Süd;\tWest"), ("C2", "zwei\nZeilen", "Århus")]
    import csv

    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    said = line("import", "customers", file)
    assert said.code == 0
    assert f"read as {named}, separated by" in said.err
    assert line.counts["customers"] == 2
    assert "Köln, Süd" in line("export", "customers").out


def test_nothing_in_a_file_reaches_the_terminal_as_it_stands(line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    evil = "\x1b]0;owned\x07"
    file.write_text(f"{HEADER},e{evil}mail\n{GOOD},{evil}@x y\n", encoding="utf-8")
    said = line("import", "orders", file, "--map", "email=#9")
    assert said.code == 1
    assert "row 2, column e" in said.err
    assert "\x1b" not in said.err
    assert "\x07" not in said.err
