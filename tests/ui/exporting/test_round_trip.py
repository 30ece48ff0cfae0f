"""An order's CSV can be imported elsewhere to the same totals."""

import csv
import errno
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import main
from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.ids import new_id
from domain.orders.commands import CancelOrder, NoteOrder, PlaceOrder, RecordPayment, ShipOrder
from domain.orders.content import Charge, LineEntry, OrderContent
from domain.products.commands import AddProduct, ReceiveStock
from domain.products.events import ProductDetails
from readmodel.export import ExportedOrder, OrdersToExport
from ui.exporting import orders
from ui.exporting.exporting import export_to, export_to_file
from ui.exporting.subjects import Format, Subject
from ui.exporting.values import guarded, unguarded
from ui.importing.importing import carry_out
from ui.importing.plan import Kind, Wishes, make_plan

D = Decimal


@pytest.fixture
def traded(docket: main.Docket, record: Callable[..., object]) -> list[str]:
    """Orders with everything that may be lost on the way: charges, discounts, tax, decimals, notes, states."""
    customer, product = new_id(), new_id()
    ids = [new_id() for _ in range(4)]
    personal = CustomerPersonal(
        name='=HYPERLINK("evil")',
        email="a@b.example",
        phone="+49 30 123",
        billing=Address(street="Straße 1,\n2. Hof", city="Köln", postcode="01067", country="Germany"),
    )

    def content(*lines: LineEntry, charges: tuple[Charge, ...] = ()) -> OrderContent:
        return OrderContent(
            customer_id=customer, lines=lines, charges=charges, due_on=date(2026, 5, 1), reference="-B 7"
        )

    def line(quantity: str, price: str | None, discount: str = "0", text: bool = False) -> LineEntry:
        return LineEntry(
            line_id=new_id(),
            product_id=None if text else product,
            description='Oddment; "so called"' if text else None,
            quantity=D(quantity),
            unit_price=None if price is None else D(price),
            discount_percent=D(discount),
            tax_rate=D("7") if text else None,
        )

    charges = (
        Charge(charge_id="a", amount=12_50, tax_rate=D(19)),
        Charge(charge_id="b", kind="packing; fragile", amount=4_05, tax_rate=D("7")),
        Charge(charge_id="c", kind="insurance", amount=1_00),
    )
    record(
        AddCustomer(customer_id=customer, code="C-1", personal=personal),
        AddProduct(
            product_id=product,
            details=ProductDetails(sku="@SKU", name="Ware", price=D("348.350001"), tax_rate=D(22)),
        ),
        ReceiveStock(product_id=product, quantity=D("20.5")),
        PlaceOrder(
            order_id=ids[0],
            content=content(line("16", "348.35", "4"), line("0.333", "1.005", text=True), charges=charges),
            currency="EUR",
        ),
        PlaceOrder(order_id=ids[1], content=content(line("2.5", None, "12.345678"))),
        PlaceOrder(order_id=ids[2], content=content(line("100", "0.000001"))),
        PlaceOrder(order_id=ids[3], content=content(line("1", "5"))),
        ShipOrder(order_id=ids[0]),
        RecordPayment(order_id=ids[0], amount=1_00),
        NoteOrder(order_id=ids[1], text="first\nsecond"),
        CancelOrder(order_id=ids[3], reason="No"),
    )  # fmt: skip
    return ids


def exported(docket: main.Docket, form: Format = Format.CSV, subject: Subject = Subject.ORDERS) -> str:
    stream = io.BytesIO()
    export_to(stream, subject, form, docket.queries, docket.log)
    return stream.getvalue().decode()


def money_of(order: ExportedOrder) -> tuple[object, ...]:
    return order.net, order.charges_total, order.tax, order.total, order.paid, order.balance


def test_an_export_imported_elsewhere_comes_to_the_same(docket: main.Docket, traded: list[str], tmp_path: Path) -> None:
    export_to_file(tmp_path / "orders.csv", Subject.ORDERS, Format.CSV, docket.queries, docket.log)
    plan = make_plan(Wishes(kind=Kind.ORDERS, path=tmp_path / "orders.csv"))
    with main.open_docket(tmp_path / "there") as there:
        report = carry_out(plan, there.commands, "", "UTC")
        assert (report.recorded, report.lines()) == (4, [])
        there.projector.wait_for(report.position, 10)
        arrived = there.queries.ask(OrdersToExport())
    sent = docket.queries.ask(OrdersToExport())
    assert [money_of(order) for order in arrived] == [money_of(order) for order in sent]
    for before, after in zip(sent, arrived, strict=True):
        assert after.source_number == before.number
        assert after.placed_at == before.placed_at
        assert after.buyer == before.buyer
        assert (after.due_on, after.reference, after.notes) == (before.due_on, before.reference, before.notes)
        assert [(c.kind.replace(";", " "), c.amount, c.tax_rate) for c in after.charges] == [
            (c.kind.replace(";", " "), c.amount, c.tax_rate) for c in before.charges
        ]
        parts = [
            [(p.sku, p.description, p.quantity, p.unit_price, p.discount_percent, p.tax_rate) for p in order.lines]
            for order in (before, after)
        ]
        assert parts[0] == parts[1]
    assert [order.status for order in arrived][3] == "cancelled"


def test_json_has_the_documented_keys_and_decimal_strings(docket: main.Docket, traded: list[str]) -> None:
    import json

    order = json.loads(exported(docket, Format.JSONL).splitlines()[0])
    assert ",".join(order) == (
        "number,source_number,status,fulfilment,payment,customer,placed_at,due_on,currency,lines,net,charges,tax,total,"
        "paid,balance"
    )
    assert list(order["customer"]) == ["code", "name"]
    assert ",".join(order["lines"][0]) == "sku,description,quantity,unit_price,discount_percent,tax_rate,net"
    assert order["lines"][0]["net"] == "5350.66"
    assert order["lines"][1]["quantity"] == "0.333"
    assert order["charges"] == "17.55"


def test_no_cell_is_taken_for_a_formula(docket: main.Docket, traded: list[str]) -> None:
    for subject in Subject:
        for row in csv.reader(io.StringIO(exported(docket, subject=subject))):
            assert not [cell for cell in row if cell.startswith(("=", "@"))]
    assert "'=HYPERLINK" in exported(docket)


def test_the_columns_of_every_row_are_those_of_the_header(docket: main.Docket, traded: list[str]) -> None:
    for subject in Subject:
        header, *rows = csv.reader(io.StringIO(exported(docket, subject=subject)))
        assert rows
        assert {len(row) for row in rows} == {len(header)}
    assert len(orders.COLUMNS) == len(set(orders.COLUMNS))


def test_every_exported_column_is_documented() -> None:
    from ui.exporting import customers, events, lines, products

    text = (Path(main.__file__).parent / "docs" / "files.md").read_text(encoding="utf-8")
    for columns in (orders.COLUMNS, lines.COLUMNS, customers.COLUMNS, products.COLUMNS, events.COLUMNS):
        assert [name for name in columns if f"`{name}`" not in text] == []


def test_an_export_that_fails_leaves_the_file_that_was_there(
    docket: main.Docket, traded: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "orders.csv"
    target.write_text("precious")

    def full(done: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with pytest.raises(OSError, match=r"no space left.*orders\.csv"):
        export_to_file(target, Subject.ORDERS, Format.CSV, docket.queries, docket.log, full)
    assert target.read_text() == "precious"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("orders")] == ["orders.csv"]


@given(st.text())
def test_guarding_is_undone_by_the_importer(text: str) -> None:
    assert unguarded(guarded(text)) == text or text.startswith("'")
    assert unguarded(guarded(guarded(text))) == guarded(text)


@pytest.mark.parametrize("text", ["+49 30 1234", "-5", "plain", "", "'quoted'", "a=b"])
def test_what_runs_nothing_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
