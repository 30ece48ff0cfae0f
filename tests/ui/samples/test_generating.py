"""A generated year is one that might have been, and always the same one."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import asdict

import main
from domain.errors import NotAllowed
from domain.instants import business_day
from domain.orders.commands import NoteOrder
from domain.orders.events import OrderPlaced
from readmodel.export import ExportedOrder, OrdersToExport, ProductsToExport
from readmodel.listing.queries import OpenView
from readmodel.orders.list_spec import ORDERS as ORDERS_LIST
from readmodel.pipeline.answers import GetCounts
from readmodel.work_counts import GetWorkCounts
from ui.exporting.exporting import export_to_file
from ui.exporting.subjects import Format, Subject
from ui.jobs import Cancelled
from ui.orders.fields import ORDER_WORDS
from ui.query.parsing import parse
from ui.query.resolving import Here, view_of
from ui.query.vocabulary import vocabulary_of
from ui.samples.catalogue import with_check_digit
from ui.samples.demo import is_demo, prepare_demo
from ui.samples.generating import SEED, generate
from ui.samples.rhythm import TIME_ZONE
from ui.samples.scene import Wish

UNTIL = date(2026, 6, 30)
ORDERS = 400


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    generate(folder, None, Wish(orders=ORDERS, seed=SEED, until=UNTIL))
    with main.open_docket(folder) as docket:
        docket.projector.wait_for(docket.log.head(), 60)
    return folder


def _orders(docket: main.Docket) -> list[ExportedOrder]:
    found: list[ExportedOrder] = []
    while chunk := docket.queries.ask(OrdersToExport(after=found[-1].id if found else 0)):
        found += chunk
    return found


def test_it_has_as_many_orders_as_asked_for_and_some_drafts(year: Path) -> None:
    with main.open_docket(year) as docket:
        counts = docket.queries.ask(GetCounts())
    assert counts["orders"] == ORDERS
    assert counts["drafts"] >= 3
    assert (counts["customers"], counts["products"]) == (120, 61)


def test_it_spreads_over_a_year_that_ends_on_the_day_asked_for(year: Path) -> None:
    with main.open_docket(year) as docket:
        days = [business_day(order.placed_at, TIME_ZONE) for order in _orders(docket)]
    assert (UNTIL - min(days)).days in range(350, 366)
    assert (UNTIL - max(days)).days in range(4)
    weekends = sum(day.weekday() >= 5 for day in days)
    assert weekends < len(days) / 10


def test_most_orders_are_shipped_and_paid_and_some_are_not(year: Path) -> None:
    with main.open_docket(year) as docket:
        orders = _orders(docket)
    shares = {
        "closed": sum(order.status == "closed" for order in orders),
        "cancelled": sum(order.status == "cancelled" for order in orders),
        "unpaid": sum(order.payment == "unpaid" for order in orders),
        "open": sum(order.status == "open" for order in orders),
    }
    assert shares["closed"] > 0.7 * ORDERS
    assert 0 < shares["cancelled"] < 0.06 * ORDERS
    assert shares["unpaid"] > 0
    assert 0 < shares["open"] < 0.3 * ORDERS
    late = [o for o in orders if o.shipped_at and o.due_on and business_day(o.shipped_at, TIME_ZONE) > o.due_on]
    assert 0 < len(late) < 0.2 * ORDERS


@pytest.mark.parametrize("seed", [SEED, "another"])
def test_every_work_list_has_something_on_it_the_day_after(tmp_path: Path, seed: str) -> None:
    generate(tmp_path, None, Wish(orders=ORDERS, seed=seed, until=UNTIL))
    with main.open_docket(tmp_path) as docket:
        docket.projector.wait_for(docket.log.head(), 60)
        work = docket.queries.ask(GetWorkCounts(today=UNTIL + timedelta(days=1)))
    assert all(count > 0 for count in asdict(work).values()), work


def test_stock_is_never_below_zero_and_sometimes_short(year: Path) -> None:
    with main.open_docket(year) as docket:
        products = docket.queries.ask(ProductsToExport())
        events = [type(event.event).__name__ for event in docket.log.read(0, 100_000)]
    assert all(product.on_hand >= product.reserved >= 0 for product in products)
    assert "StockBackordered" in events
    assert "LineReserved" in events


def test_the_query_shown_in_the_readme_finds_orders(year: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    shown = next(text for text in readme.split("`") if text.startswith("status:"))
    vocabulary = vocabulary_of(ORDERS_LIST, ORDER_WORDS)
    asked = parse(shown, vocabulary)
    assert asked.mistake is None
    here = Here(today=UNTIL + timedelta(1), time_zone=TIME_ZONE, currency="EUR")
    view = view_of("orders", asked.query, vocabulary, here, "placed_at", falls=True)
    with main.open_docket(year) as docket:
        assert docket.queries.ask(OpenView(view=view)).rows


def test_every_barcode_has_a_valid_check_digit(year: Path) -> None:
    with main.open_docket(year) as docket:
        barcodes = [product.details.barcode for product in docket.queries.ask(ProductsToExport())]
    given = [barcode for barcode in barcodes if barcode]
    assert len(given) == 59
    assert all(with_check_digit(barcode[:12]) == barcode for barcode in given)
    assert with_check_digit("400638133393") == "4006381333931"


def test_paid_is_never_more_than_the_total(year: Path) -> None:
    with main.open_docket(year) as docket:
        assert all(0 <= order.paid <= order.total for order in _orders(docket))


def test_the_same_seed_and_end_give_the_same_bytes_and_another_seed_does_not(year: Path, tmp_path: Path) -> None:
    def bytes_of(folder: Path) -> dict[Subject, bytes]:
        with main.open_docket(folder) as docket:
            docket.projector.wait_for(docket.log.head(), 60)
            found = {}
            for subject in (Subject.ORDERS, Subject.LINES, Subject.CUSTOMERS, Subject.PRODUCTS):
                export_to_file(tmp_path / "out", subject, Format.CSV, docket.queries, docket.log)
                found[subject] = (tmp_path / "out").read_bytes()
        return found

    for name, seed in (("again", SEED), ("other", "another")):
        generate(tmp_path / name, None, Wish(orders=ORDERS, seed=seed, until=UNTIL))
    first = bytes_of(year)
    assert bytes_of(tmp_path / "again") == first
    assert bytes_of(tmp_path / "other") != first


def test_an_order_comes_to_what_its_payments_were_reckoned_from(year: Path) -> None:
    with main.open_docket(year) as docket:
        paid = [order for order in _orders(docket) if order.payment == "paid"]
    assert paid
    assert all(order.balance == 0 for order in paid)
    assert all(isinstance(line.net, int) and line.quantity > Decimal(0) for order in paid for line in order.lines)


def test_giving_up_leaves_nothing_recorded_and_it_can_be_begun_anew(tmp_path: Path) -> None:
    def give_up(done: int, total: int) -> None:
        if done == ORDERS // 2:
            raise Cancelled

    wish = Wish(orders=ORDERS, seed=SEED, until=UNTIL)
    with pytest.raises(Cancelled):
        generate(tmp_path, None, wish, give_up)
    with main.open_docket(tmp_path, project=False) as docket:
        assert docket.log.head() == 0
    generate(tmp_path, None, wish)


def test_a_history_is_recorded_beside_an_open_desk_which_follows(tmp_path: Path) -> None:
    with main.open_docket(tmp_path) as docket:
        generate(tmp_path, None, Wish(orders=20, seed=SEED, until=UNTIL))
        docket.projector.wait_for(docket.log.head(), 60)
        assert docket.queries.ask(GetCounts())["orders"] == 20
        assert list(docket.store.verify()) == []
        last = next(found.event for found in docket.log.newest(200) if isinstance(found.event, OrderPlaced))
        note = docket.commands.dispatch(NoteOrder(order_id=last.order_id, text="Called back"))
        assert note.result(10).position == docket.log.head()


def test_a_demonstration_is_made_once_and_then_found_again(tmp_path: Path) -> None:
    made = []

    def fill(folder: Path) -> None:
        made.append(folder)
        (folder / "write.db").write_bytes(b"")

    for _ in range(2):
        prepare_demo(tmp_path / "demo-7", 7, fill)
    assert len(made) == 1
    assert is_demo(tmp_path / "demo-7", 7)
    assert not is_demo(tmp_path / "demo-7", 8)
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo-7"]


def test_a_demonstration_that_was_broken_off_leaves_nothing(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare_demo(tmp_path / "demo-7", 7, fill)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_of_a_demonstration_makes_room_for_the_next(tmp_path: Path) -> None:
    left = tmp_path / "demo-7.unfinished" / "data"
    left.mkdir(parents=True)
    (left / "write.db").write_bytes(b"half of it")
    prepare_demo(tmp_path / "demo-7", 7, lambda folder: None)
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo-7"]
    assert [entry.name for entry in (tmp_path / "demo-7").iterdir()] == ["demo.json"]


def test_two_processes_do_not_make_the_same_demonstration_at_once(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        with pytest.raises(NotAllowed, match="Another process"):
            prepare_demo(tmp_path / "demo-7", 7, lambda folder: None)

    prepare_demo(tmp_path / "demo-7", 7, fill)
    assert is_demo(tmp_path / "demo-7", 7)


def test_a_demonstration_never_goes_into_somebodys_data(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "write.db").write_bytes(b"precious")
    with pytest.raises(NotAllowed):
        prepare_demo(tmp_path / "mine", 7, lambda folder: None)
    assert (tmp_path / "mine" / "write.db").read_bytes() == b"precious"
