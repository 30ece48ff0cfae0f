"""Files in every usual dialect and encoding."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ui.importing.csvfile import CsvFile, open_csv
from ui.importing.text import recognise

cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r�", exclude_categories=("Cs", "Cc")) | st.just("\n")
)


def read(path: Path) -> tuple[CsvFile, list[list[str]]]:
    file = open_csv(recognise(path))
    rows = list(file.rows())
    assert not any(row.flaw for row in rows)
    return file, [row.cells for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.lists(
        st.tuples(cells, cells, cells).filter(lambda row: any(cell.strip() for cell in row)), min_size=1, max_size=8
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_is_written_is_read_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str, quoting: int, end: str, encoding: str
) -> None:
    path = tmp_path / "table.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end)
        writer.writerows([("first column", "second column", "third column"), *rows])
    file, found = read(path)
    assert file.delimiter == delimiter
    assert [[cell.lstrip(" ") for cell in row] for row in found] == [[cell.lstrip(" ") for cell in row] for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_a_table_or_refused(tmp_path: Path, content: bytes) -> None:
    from ui.importing.fields import Kind
    from ui.importing.plan import Wishes, make_plan
    from ui.importing.problems import FileRefused

    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        make_plan(Wishes(kind=Kind.ORDERS, path=path))
    assert str(refused.value)


def test_a_quote_that_is_never_closed_costs_only_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b\n1,2\n3,"4\n5,6\n7,8\n')
    rows = list(open_csv(recognise(path)).rows())
    assert [(row.number, bool(row.flaw), row.cells) for row in rows] == [
        (2, False, ["1", "2"]),
        (3, True, ["3", '"4']),
        (4, False, ["5", "6"]),
        (5, False, ["7", "8"]),
    ]


def test_the_line_that_excel_begins_with_names_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=;\na;b,c\n1;2\n")
    file, rows = read(path)
    assert (file.header, rows) == (("a", "b,c"), [["1", "2"]])


def test_commas_within_semicolon_rows_do_not_confuse(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sku;price;quantity\nA;1,50;2,00\nB;2,75;3,00\nC;1,25;0,50\n")
    assert read(path)[0].delimiter == ";"


def test_one_broken_byte_is_a_flaw_of_its_cell_and_not_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"name,city\n" + "Öl,Köln\n".encode() * 20 + b"M\xfcller,Bonn\n")
    assert recognise(path).encoding == "UTF-8"


def test_windows_text_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("name,city\nMüller,Köln\nCafé,Besançon\n".encode("cp1252"))
    assert recognise(path).encoding == "Windows-1252"
    assert read(path)[1][1] == ["Café", "Besançon"]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b\n\n"1\n1",2\n3,4\n')
    assert [row.number for row in open_csv(recognise(path)).rows()] == [3, 4]
