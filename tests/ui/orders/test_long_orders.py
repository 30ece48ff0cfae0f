"""Five hundred lines: every keystroke touches one of them."""

from decimal import Decimal

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from domain.money import Taxed, TaxRounding, tax_of
from readmodel.products.answers import ProductMatch
from ui.orders import lines as lines_module
from ui.orders.entry import TypedLine, product_line
from ui.orders.line_columns import Column
from ui.orders.lines import OrderLines
from ui.orders.running_total import RunningTotal


def match(number: int) -> ProductMatch:
    return ProductMatch(
        product_id=f"p{number}",
        sku=f"SKU-{number}",
        barcode="",
        name=f"Product {number}",
        unit="box",
        price=Decimal(number) / 100,
        tax_rate=Decimal(19 if number % 2 else 7),
        available=Decimal(1),
    )


def five_hundred(total: RunningTotal) -> OrderLines:
    model = OrderLines(total)
    model.load([product_line(match(number)) for number in range(1, 501)], "EUR")
    return model


def test_a_keystroke_understands_one_line_only(qtbot: QtBot, monkeypatch: object) -> None:
    total = RunningTotal()
    model = five_hundred(total)
    understood: list[TypedLine] = []
    real = lines_module.understand_line
    monkeypatch.setattr(  # type: ignore[attr-defined]
        lines_module, "understand_line", lambda line, currency: understood.append(line) or real(line, currency)
    )
    model.setData(model.index(250, Column.QUANTITY), "7")
    assert understood == [model.line(250)]


def test_the_running_total_is_what_adding_up_from_scratch_gives(qtbot: QtBot) -> None:
    total = RunningTotal()
    model = five_hundred(total)
    model.setData(model.index(10, Column.QUANTITY), "3")
    model.setData(model.index(20, Column.TAX), "0")
    model.setData(model.index(30, Column.PRICE), "nonsense")
    model.remove(40)
    model.choose(model.blank_row, [match(7), match(501)])
    parts = []
    for row in range(model.blank_row):
        line = model.understood(row)
        if line is not None and line.net is not None:
            parts.append(Taxed(line.net, line.rate))
    assert total.lines_net == sum(part.net for part in parts)
    assert total.total == sum(part.net for part in parts) + tax_of(parts)


def test_tax_per_line_is_summed_per_line(qtbot: QtBot) -> None:
    total = RunningTotal(TaxRounding.PER_LINE)
    parts = [Taxed(360, Decimal("5.5"))] * 10
    for number, part in enumerate(parts):
        total.set(str(number), part)
    assert total.total == 3800
    total.rounding = TaxRounding.PER_DOCUMENT
    assert total.total == 3798


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model = OrderLines(RunningTotal())
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load([product_line(match(number)) for number in range(1, 4)], "EUR")
    model.choose(3, [match(9), match(1), match(10)])
    model.setData(model.index(model.blank_row, Column.PRODUCT), "something")
    model.setData(model.index(model.blank_row - 1, Column.PRODUCT), "")
    model.remove(0)
    model.restore()
    model.take_text(model.blank_row, "Gift wrapping")
    assert [line.quantity for line in model.lines] == ["2", "1", "1", "1", "1", "1"]


def test_lines_of_one_product_share_what_is_available(qtbot: QtBot) -> None:
    model = OrderLines(RunningTotal())
    model.load([product_line(match(1)), product_line(match(1))], "EUR")
    assert [model.index(row, Column.STOCK).data() for row in (0, 1)] == ["1 short", "1 short"]
    model.remove(0)
    assert model.index(0, Column.STOCK).data() == "1 available"
