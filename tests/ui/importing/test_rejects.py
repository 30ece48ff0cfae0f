"""What was rejected is read, once it is mended, as it would have been read in the file it came from."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.instants import business_day
from domain.orders.commands import ImportOrder
from ui.importing.dates import DateOrder
from ui.importing.fields import Kind
from ui.importing.importing import carry_out
from ui.importing.plan import Plan, Wishes, make_plan
from ui.importing.prepared import Prepared

HEADER = "order_number,placed_at,due_on,customer_code,sku,quantity,unit_price"


def planned(path: Path, date_order: DateOrder | None = None) -> Plan:
    return make_plan(Wishes(kind=Kind.ORDERS, path=path, date_order=date_order))


def rejected(plan: Plan, to: Path) -> list[str]:
    carry_out(plan, None, "EUR", "UTC", rejects=to)
    return to.read_text(encoding="utf-8-sig").splitlines()


def ordered(plan: Plan) -> list[ImportOrder]:
    items = plan.items(plan.cells("UTC"), "EUR")
    return [item.command for item in items if isinstance(item, Prepared) and isinstance(item.command, ImportOrder)]


def mended(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8-sig").replace("none", "2"), encoding="utf-8")


def test_what_is_rejected_again_has_its_new_reasons_in_place_of_the_old(tmp_path: Path) -> None:
    source, again = tmp_path / "orders.csv", tmp_path / "again.csv"
    source.write_text(f"{HEADER}\nA-1,2026-03-02,,C1,X1,none,3.5\nA-2,2026-03-02,,C1,X1,2,3.5\n", encoding="utf-8")
    first = rejected(planned(source), again)
    assert first == [
        f"rejected_because decimal=point,{HEADER}",
        "“none” is not a number,A-1,2026-03-02,,C1,X1,none,3.5",
    ]
    assert rejected(planned(again), again) == first


@pytest.mark.parametrize(
    ("told", "due_on"), [(None, date(2026, 2, 1)), (DateOrder.MDY, date(2026, 1, 2))], ids=["seen", "told"]
)
def test_dates_with_dots_follow_an_order_that_was_told_and_none_that_was_only_seen(
    tmp_path: Path, told: DateOrder | None, due_on: date
) -> None:
    source, rejects = tmp_path / "orders.csv", tmp_path / "rejects.csv"
    row = "12/31/2025,01.02.2026,C1,X1,none,3.50"
    source.write_text(f"{HEADER}\nA-1,{row}\n", encoding="utf-8")
    rejected(planned(source, told), rejects)
    mended(rejects)
    (order,) = ordered(planned(rejects))
    assert order.content.due_on == due_on


def test_columns_that_were_read_in_different_ways_still_are(tmp_path: Path) -> None:
    source, rejects = tmp_path / "orders.csv", tmp_path / "rejects.csv"
    rows = [
        'A-1,12/31/2025,31/12/2026,C1,X1,2.5,"2,50"',
        'A-2,03/04/2026,05/06/2026,C1,X1,1.250,"2,500"',
        "A-2,03/04/2026,05/06/2026,C1,X2,none,9",
    ]
    source.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    head, *_ = rejected(planned(source), rejects)
    assert head.startswith("rejected_because placed_at=mdy due_on=dmy quantity=point unit_price=comma,")
    mended(rejects)
    (order,) = ordered(planned(rejects))
    assert order.content.due_on == date(2026, 6, 5)
    assert business_day(order.placed_at, "UTC") == date(2026, 3, 4)
    first, _ = order.lines
    assert (first.quantity, first.unit_price) == (Decimal("1.25"), Decimal("2.5"))
