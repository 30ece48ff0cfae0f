"""Lists fit beside their panes, and leave columns as people sized them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.instants import instant_of
from domain.messages import Receipt
from domain.orders.commands import CancelOrder
from tests.ui import trading
from ui import formats
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.orders.detail_lines import DetailLines
from ui.pipeline.events import EventsList
from ui.products.movements import Movements
from ui.table.model import ListModel
from ui.table.page import ListPage
from ui.table.within import InnerList
from ui.theme import Theme, font
from ui.widgets.value import Value
from ui.window import Window

EMAIL = "bartholomaeus.muellerschmidt@gasthaus-zum-goldenen-hirschen.example"


@pytest.fixture
def trade(record: Callable[..., Receipt]) -> None:
    """An order of a customer whose address of mail is long."""
    personal = CustomerPersonal(name="Gasthaus zum goldenen Hirschen", email=EMAIL)
    record(
        trading.opened(),
        AddCustomer(customer_id=trading.ALFKI, code="ALFKI", personal=personal),
        trading.product(),
        trading.received(2),
        trading.placed(3),
    )


def shown(qtbot: QtBot, window: Window, place: str, width: int) -> ListPage:
    """A page in a window so wide, with its first record in the pane."""
    page = window.show_page(place)
    assert isinstance(page, ListPage)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: page.pane.record is not None and page.pane.isVisible())  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.table.chosen.count() == 1)
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("width", [1440, 1100, 1024])
@pytest.mark.parametrize("place", ["orders", "customers", "products"])
def test_at_first_all_that_a_list_shows_fits_beside_the_pane(
    qtbot: QtBot, window: Window, trade: None, place: str, width: int
) -> None:
    table = shown(qtbot, window, place, width).table
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0 and table.head.length() == table.viewport().width())


@pytest.mark.parametrize("width", [1440, 1280, 1100, 1024])
def test_the_state_of_an_order_is_to_be_seen_in_every_window(
    qtbot: QtBot, window: Window, trade: None, record: Callable[..., Receipt], width: int
) -> None:
    dropped = trading.placed(1)
    record(dropped, CancelOrder(order_id=dropped.order_id, reason="Changed their mind"))
    table = shown(qtbot, window, "orders", width).table
    model = table.model()
    assert isinstance(model, ListModel)
    status = next(section for section, column in enumerate(model.columns) if column.name == "status")
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    row = model.row_at(0)
    assert row is not None
    assert row.texts[status] == "Cancelled"
    assert not table.isColumnHidden(status)
    assert table.sizeHintForIndex(model.index(0, status)).width() <= table.columnWidth(status)


@pytest.mark.parametrize("width", [1440, 1200, 1024])
@pytest.mark.parametrize("place", ["orders", "customers", "products"])
def test_the_column_that_a_list_is_sorted_by_is_to_be_seen_in_every_window(
    qtbot: QtBot, window: Window, trade: None, place: str, width: int
) -> None:
    page = shown(qtbot, window, place, 1440)
    head, bar = page.table.head, page.table.horizontalScrollBar()
    window.resize(2400, 700)
    qtbot.waitUntil(lambda: not any(head.isSectionHidden(n) for n, c in enumerate(page.kind.columns) if c.wide))
    at_first = next(c for c in page.kind.columns if c.sort == page.kind.sort)
    sorts = {column.sort: section for section, column in enumerate(page.kind.columns) if not column.hidden}
    for sort, section in [(at_first.sort, sorts[at_first.sort]), *sorts.items()]:
        if sort:
            head.sort_asked.emit(sort, False)
            head.show_sort(sort, False)
            window.resize(width, 700)
            qtbot.waitUntil(lambda: bar.maximum() == 0 and head.length() == page.table.viewport().width())
            assert not head.isSectionHidden(section), sort
            assert head.sectionSize(section) >= page.kind.columns[section].width
            window.resize(2400, 700)


@pytest.mark.parametrize("place", ["orders", "customers", "products"])
def test_what_a_pane_shows_is_never_wider_than_the_pane(qtbot: QtBot, window: Window, trade: None, place: str) -> None:
    pane = shown(qtbot, window, place, 1024).pane  # type: ignore[attr-defined]
    area = pane.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.widget().minimumSizeHint().width() <= area.viewport().width())


@pytest.mark.parametrize(
    ("place", "kind", "column"), [("orders", DetailLines, "description"), ("products", Movements, "why")]
)
def test_what_tells_the_rows_of_a_pane_apart_is_read_whole_in_a_usual_window(
    qtbot: QtBot,
    window: Window,
    trade: None,
    record: Callable[..., Receipt],
    place: str,
    kind: type[InnerList],
    column: str,
) -> None:
    apron = "01900000-0000-7000-8000-0000000000cb"
    many = [trading.placed(1, of=apron) for _ in range(20)]
    record(trading.product(apron, "AAA", "Apron, linen, black"), trading.received(1, apron), *many)
    table = shown(qtbot, window, place, 1424).findChild(kind).table
    model = table.model()
    assert isinstance(model, ListModel)
    section = next(section for section, shown in enumerate(model.columns) if shown.name == column)
    qtbot.waitUntil(lambda: model.rowCount() > 0 and bool(model.row_at(0)))
    row = model.row_at(0)
    assert row is not None
    assert row.texts[section]
    assert table.sizeHintForIndex(model.index(0, section)).width() <= table.columnWidth(section)


@pytest.mark.parametrize("place", ["orders", "customers", "products"])
def test_a_pane_has_room_for_the_largest_numbers(
    qtbot: QtBot, window: Window, trade: None, record: Callable[..., Receipt], place: str
) -> None:
    record(trading.received(999_999_900), trading.placed(999_999_900))
    pane = shown(qtbot, window, place, 1024).pane  # type: ignore[attr-defined]
    area = pane.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.widget().minimumSizeHint().width() <= area.viewport().width())


def test_a_number_that_has_no_room_is_taken_for_no_other_number(
    qtbot: QtBot, window: Window, trade: None, record: Callable[..., Receipt]
) -> None:
    record(trading.received(100_000), trading.placed(1_000), trading.placed(77_777))
    table = shown(qtbot, window, "orders", 1440).table
    model = table.model()
    assert isinstance(model, ListModel)
    total = next(section for section, column in enumerate(model.columns) if column.name == "total")
    qtbot.waitUntil(lambda: model.rowCount() == 3)

    def pictures() -> list[QImage]:
        QApplication.processEvents()
        cells = [table.visualRect(model.index(rank, total)) for rank in (1, 0)]
        return [table.viewport().grab(cell.adjusted(0, 0, 0, -1)).toImage() for cell in cells]

    table.chosen.clearSelection()
    shown_whole = pictures()
    assert shown_whole[0] != shown_whole[1]
    table.head.resizeSection(total, 60)
    cut = pictures()
    assert cut[0] == cut[1]


def test_a_column_widens_for_a_large_number_until_a_person_sizes_it(
    qtbot: QtBot, window: Window, trade: None, record: Callable[..., Receipt]
) -> None:
    table = shown(qtbot, window, "orders", 1440).table
    model = table.model()
    assert isinstance(model, ListModel)
    total = next(section for section, column in enumerate(model.columns) if column.name == "total")
    record(trading.received(999_999_900), trading.placed(999_999_900))
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    qtbot.waitUntil(lambda: table.columnWidth(total) >= table.sizeHintForIndex(model.index(0, total)).width() - 1)
    table.head.resizeSection(total, 60)
    table.viewport().grab()
    QApplication.processEvents()
    assert table.columnWidth(total) == 60


def test_lines_that_scroll_sideways_are_all_to_be_seen(qtbot: QtBot, window: Window, trade: None) -> None:
    lines = shown(qtbot, window, "orders", 1024).pane.findChild(DetailLines)  # type: ignore[attr-defined]
    table = lines.table
    table.head.resizeSection(next(n for n, column in enumerate(lines.kind.columns) if column.grows), 400)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: table.viewport().rect().contains(table.visualRect(lines.model.index(0, 2)).bottomLeft()))


def hidden(lines: InnerList) -> set[str]:
    """The columns that would fit at first and have given way."""
    columns = enumerate(lines.kind.columns)
    return {column.name for n, column in columns if column.wide < 350 and lines.table.head.isSectionHidden(n)} - {
        column.name for column in lines.kind.columns if column.hidden
    }


def test_a_line_of_very_many_pieces_is_told_without_scrolling_sideways(
    qtbot: QtBot, window: Window, trade: None, record: Callable[..., Receipt]
) -> None:
    record(trading.received(999_999_900), trading.placed(999_999_900))
    lines = shown(qtbot, window, "orders", 1024).pane.findChild(DetailLines)  # type: ignore[attr-defined]
    table = lines.table
    numbers = [n for n, column in enumerate(lines.kind.columns) if column.name in ("quantity", "left")]

    def told() -> bool:
        row = lines.model.row_at(0)
        return row is not None and all(
            row.texts[section] == "999,999,900"
            and table.columnWidth(section) >= table.sizeHintForIndex(lines.model.index(0, section)).width() - 1
            for section in numbers
        )

    qtbot.waitUntil(told)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)


def test_lines_take_back_the_room_of_large_numbers_when_another_order_is_shown(
    qtbot: QtBot, window: Window, trade: None, record: Callable[..., Receipt]
) -> None:
    small, large = trading.placed(1), trading.placed(999_999_900)
    record(trading.received(999_999_900), small, large)
    page = shown(qtbot, window, "orders", 1280)
    lines = page.pane.findChild(DetailLines)  # type: ignore[attr-defined]
    bar = lines.table.horizontalScrollBar()
    page.pane.follow(large.order_id)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: lines.of == large.order_id and hidden(lines) == {"net"})
    page.pane.follow(small.order_id)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: lines.of == small.order_id and hidden(lines) == set())
    assert bar.maximum() == 0


def test_lines_fit_into_a_window_whose_frame_takes_some_of_a_small_screen(
    qtbot: QtBot, window: Window, trade: None
) -> None:
    lines = shown(qtbot, window, "orders", 1008).pane.findChild(DetailLines)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: lines.table.isVisible())
    assert lines.table.head.length() == lines.table.viewport().width()


def test_a_number_that_is_hardly_in_sight_leaves_no_trace(
    qtbot: QtBot, window: Window, trade: None, record: Callable[..., Receipt]
) -> None:
    table = shown(qtbot, window, "orders", 1440).table
    model = table.model()
    assert isinstance(model, ListModel)
    total = next(section for section, column in enumerate(model.columns) if column.name == "total")
    table.chosen.clearSelection()
    left = table.columnViewportPosition(total)
    table.head.resizeSection(0, table.columnWidth(0) + table.viewport().width() - left - 14)
    QApplication.processEvents()
    strip = table.visualRect(model.index(0, total)).intersected(table.viewport().rect()).adjusted(0, 0, 0, -1)
    assert strip.width() == 14
    seen = table.viewport().grab(strip).toImage()
    assert len({seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}) == 1


def test_selecting_everything_leaves_the_pane_where_it_is(qtbot: QtBot, window: Window, trade: None) -> None:
    page = shown(qtbot, window, "orders", 1024)
    before = page.pane.width()  # type: ignore[attr-defined]
    page.footer.selection.setText("2,013 selected · total €1,814,571.70 · net €1,625,751.58 · to pay €238,863.79")
    page.footer.view.setText("2,013 orders · total €1,814,571.70 · net €1,625,751.58 · to pay €238,863.79")
    QApplication.processEvents()
    assert page.pane.width() == before  # type: ignore[attr-defined]


def test_a_long_address_of_mail_is_copied_as_it_is(qtbot: QtBot, window: Window, trade: None) -> None:
    pane = shown(qtbot, window, "customers", 1024).pane  # type: ignore[attr-defined]
    mail = next(value for value in pane.findChildren(Value) if EMAIL in value.accessibleName())
    assert mail.text() != EMAIL
    mail.setSelection(0, len(mail.text()))
    qtbot.keyClick(mail, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == EMAIL


def test_a_column_grows_until_a_person_sizes_it(qtbot: QtBot, page: CustomersPage, desk: Desk, theme: Theme) -> None:
    head = page.table.head
    name = next(section for section, column in enumerate(page.kind.columns) if column.grows)
    before = head.sectionSize(name)
    page.resize(page.width() + 200, page.height())
    qtbot.waitUntil(lambda: head.sectionSize(name) > before)
    head.resizeSection(name, 222)
    page.resize(page.width() + 100, page.height())
    qtbot.waitUntil(lambda: head.viewport().width() == page.table.viewport().width())
    assert head.sectionSize(name) == 222
    page.close()
    again = CustomersPage(desk)
    qtbot.addWidget(again)
    again.resize(1500, 700)
    again.show()
    qtbot.waitUntil(lambda: again.table.model().rowCount() > 0)
    assert again.table.head.sectionSize(name) == 222


@pytest.mark.parametrize("width", [1440, 1024])
def test_what_is_open_of_a_line_is_to_be_seen_beside_the_list_of_orders(
    qtbot: QtBot, window: Window, trade: None, width: int
) -> None:
    lines = shown(qtbot, window, "orders", width).pane.findChild(DetailLines)  # type: ignore[attr-defined]
    table = lines.table
    left = next(section for section, column in enumerate(lines.kind.columns) if column.name == "left")
    qtbot.waitUntil(lambda: lines.model.rowCount() == 1 and lines.model.row_at(0) is not None)
    QApplication.processEvents()
    assert lines.model.row_at(0).texts[left] == "3"
    assert table.horizontalScrollBar().maximum() == 0
    cell = table.visualRect(lines.model.index(0, left))
    assert table.viewport().rect().contains(cell)
    assert not cell.isEmpty()


@pytest.mark.parametrize("locale", ["en_US", "de_DE"])
@pytest.mark.parametrize(("made", "name"), [(Movements, "time"), (EventsList, "recorded_at")])
def test_a_time_to_the_second_has_its_width(
    qtbot: QtBot, desk: Desk, theme: Theme, made: type[InnerList], name: str, locale: str
) -> None:
    formats.use_locale(locale)
    shown = made(desk)  # type: ignore[call-arg, arg-type]
    qtbot.addWidget(shown)
    column = next(column for column in shown.model.columns if column.name == name)
    late = instant_of(datetime(2026, 12, 28, 22, 58, 58, tzinfo=UTC))
    assert column.show is not None
    text = column.show({"occurred_at": late, "recorded_at": late})
    assert isinstance(text, str)
    assert QFontMetrics(font()).horizontalAdvance(text) <= column.width - 16
