"""Nothing typed is lost: drafts, crashes, refusals, and two people on one draft."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import main
from domain.messages import Receipt
from domain.orders.commands import PlaceOrder, SaveDraft
from domain.orders.content import LineEntry, OrderContent
from readmodel.orders.detail_answers import GetOrder, OrderDetail
from readmodel.pipeline.answers import GetCounts
from tests.ui import trading
from tests.ui.orders.conftest import Keyboard, rows, text_of
from ui.desk import Desk
from ui.orders.entry import TypedLine, TypedOrder
from ui.orders.form import OrderForm
from ui.orders.forms import OrderForms
from ui.orders.lines import UNDECIDED_ROLE, Column
from ui.orders.merging import differences
from ui.theme import Theme
from ui.window import Window

Record = Callable[..., Receipt]


def typed(qtbot: QtBot, form: OrderForm, keyboard: Keyboard) -> str:
    """Alfreds wants two Chai; the order's id."""
    keyboard.type("alfki\nchai\n2\n")
    qtbot.waitUntil(lambda: rows(form) == [("CHAI", "2")] and keyboard.at.objectName() == "order_line_product")
    return form.order.order_id


def kept(docket: main.Docket, order_id: str) -> OrderDetail:
    order = docket.queries.ask(GetOrder(order_id=order_id))
    assert order is not None
    return order


def test_an_untouched_form_leaves_nothing(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    head = docket.log.head()
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: forms.form is None)
    forms.drafts.flush()
    assert docket.log.head() == head
    assert forms.drafts.names() == []
    assert not forms.bar.isVisible()


def test_esc_closes_and_keeps_the_draft(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    keyboard.press(Qt.Key.Key_Escape)
    assert forms.form is None
    qtbot.waitUntil(lambda: docket.queries.ask(GetOrder(order_id=order_id)) is not None)
    order = kept(docket, order_id)
    assert (order.status, order.customer_code, [line.sku for line in order.lines]) == ("draft", "ALFKI", ["CHAI"])
    qtbot.waitUntil(lambda: forms.drafts.names() == [])


def test_a_kept_draft_is_edited_and_placed(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["drafts"] == 1)
    forms.edit(order_id)
    qtbot.waitUntil(lambda: forms.form is not None and rows(forms.form) == [("CHAI", "2")])
    assert forms.form is not None
    assert text_of(forms.form, "order_form_title") == "Draft order"
    head = docket.log.head()
    keyboard.press(Qt.Key.Key_Escape)
    assert forms.form is None
    assert docket.log.head() == head
    forms.edit(order_id)
    qtbot.waitUntil(lambda: forms.form is not None and rows(forms.form) == [("CHAI", "2")])
    keyboard.place()
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["orders"] == 1)
    assert kept(docket, order_id).status == "open"


@pytest.mark.parametrize(
    ("typing", "line"),
    [("zzz", ("zzz", "1", "")), ("4006381333924\n", ("4006381333924", "1", "")), ("zzz\t", ("zzz", "1", ""))],
)
def test_what_no_product_was_found_for_is_still_to_be_decided_in_the_draft(
    qtbot: QtBot,
    new_form: OrderForm,
    keyboard: Keyboard,
    forms: OrderForms,
    docket: main.Docket,
    typing: str,
    line: tuple[str, str, str],
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    keyboard.type(typing)
    qtbot.waitUntil(lambda: not new_form._waiting)
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["drafts"] == 1)
    sought = kept(docket, order_id).lines[1]
    assert (sought.product_id, sought.description, sought.sought) == (None, "", line[0])
    forms.edit(order_id)
    qtbot.waitUntil(lambda: forms.form is not None and forms.form.order.order_id == order_id)
    assert forms.form is not None
    again = forms.form.lines.line(1)
    assert (again.search, again.quantity, again.price) == line
    assert forms.form.lines.index(1, Column.DESCRIPTION).data(UNDECIDED_ROLE) == "No product"
    forms.form.place()
    qtbot.waitUntil(lambda: forms.form is not None and not forms.form._waiting)
    assert kept(docket, order_id).status == "draft"


def test_a_product_that_was_to_be_replaced_is_so_in_the_draft_too(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    keyboard.press(Qt.Key.Key_Up)
    keyboard.type("zzz")
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["drafts"] == 1)
    forms.edit(order_id)
    qtbot.waitUntil(lambda: forms.form is not None and forms.form.order.order_id == order_id)
    assert forms.form is not None
    line = forms.form.lines.line(0)
    assert (line.product and line.product.sku, line.search, line.quantity) == ("CHAI", "zzz", "2")


def test_what_was_typed_is_offered_again_after_a_crash(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, desk: Desk, theme: Theme, tmp_path: Path
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    keyboard.type("ques")
    forms.drafts.flush()
    assert (tmp_path / "drafts" / f"{order_id}.json").exists()
    # Another window on the same directory sees what a start after kill -9 would see.
    second = Window(desk, theme)
    qtbot.addWidget(second)
    second.show()
    again = second.routes.forms
    qtbot.waitUntil(again.bar.isVisible)
    assert text_of(again.bar, "unfinished_text") == "1 unfinished order"
    click(qtbot, again.bar, "unfinished_resume")
    assert again.form is not None
    assert rows(again.form) == [("CHAI", "2"), ("ques", "")]
    assert again.form.order.customer is not None
    qtbot.waitUntil(lambda: not again.bar.isVisible())
    second.close()


def test_a_discarded_unfinished_order_can_be_had_back(qtbot: QtBot, keyboard: Keyboard, forms: OrderForms) -> None:
    forms.drafts.keep("one", OrderForm(forms._desk, forms.drafts).typed().packed())
    forms.refresh_bar()
    assert forms.bar.isVisible()
    click(qtbot, forms.bar, "unfinished_discard")
    assert forms.drafts.names() == []
    window = forms.bar.window()
    click(qtbot, window, "toast_action")
    assert forms.drafts.names() == ["one"]


def test_discarding_an_unfinished_order_leaves_the_one_being_typed_alone(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    forms.drafts.keep("one", new_form.typed().packed())
    forms.refresh_bar()
    click(qtbot, forms.bar, "unfinished_discard")
    assert not forms.bar.isVisible()
    click(qtbot, forms.bar.window(), "toast_action")
    assert text_of(forms.bar, "unfinished_text") == "1 unfinished order"
    click(qtbot, forms.bar, "unfinished_discard")
    assert forms.drafts.names() == [order_id]


def test_several_unfinished_orders_are_offered_in_one_list(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms
) -> None:
    typed(qtbot, new_form, keyboard)
    content = new_form.typed().packed()
    forms.drafts.keep("damaged", b"{")
    forms.drafts.flush()
    for name in ("one", "two"):
        forms.drafts.keep(name, content)
        forms.drafts.flush()
    forms.refresh_bar()
    assert text_of(forms.bar, "unfinished_text") == "3 unfinished orders"
    click(qtbot, forms.bar, "unfinished_choose")
    dialog = forms.bar.window().findChild(QDialog, "unfinished_dialog")
    assert dialog is not None
    assert text_of(dialog, "unfinished_customer_1") == "Alfreds Futterkiste"
    assert text_of(dialog, "unfinished_lines_1") == "1 line: Chai"
    assert text_of(dialog, "unfinished_customer_3") == "Can't be read any more"
    click(qtbot, dialog, "unfinished_discard_all")
    assert set(forms.drafts.names()) == {new_form.order.order_id}
    click(qtbot, dialog, "unfinished_put_back_2")
    assert set(forms.drafts.names()) == {new_form.order.order_id, "one"}
    click(qtbot, dialog, "unfinished_resume_2")
    assert forms.form is not None
    assert rows(forms.form) == [("CHAI", "2")]


def test_however_long_the_texts_are_an_unfinished_order_can_be_resumed_by_key(
    qtbot: QtBot, keyboard: Keyboard, forms: OrderForms
) -> None:
    long = TypedOrder(
        customer_search="Käse" * 40, lines=[TypedLine(description="Sunflower oil for frying " * 9) for _ in range(3)]
    )
    for name in ("one", "two"):
        forms.drafts.keep(name, long.packed())
    forms.refresh_bar()
    click(qtbot, forms.bar, "unfinished_choose")
    dialog = forms.bar.window().findChild(QDialog, "unfinished_dialog")
    assert dialog is not None
    area = dialog.findChild(QScrollArea)
    assert area is not None
    resume = dialog.findChild(QAbstractButton, "unfinished_resume_1")
    assert resume is not None
    qtbot.waitUntil(lambda: area.widget().width() == area.viewport().width())
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    qtbot.keyClick(resume, Qt.Key.Key_Return)
    assert forms.form is not None
    assert forms.form.order.customer_search == "Käse" * 40


def test_discarding_all_of_them_takes_the_bar_away(qtbot: QtBot, keyboard: Keyboard, forms: OrderForms) -> None:
    for name in ("one", "two"):
        forms.drafts.keep(name, b"{}")
    forms.refresh_bar()
    click(qtbot, forms.bar, "unfinished_choose")
    dialog = forms.bar.window().findChild(QDialog, "unfinished_dialog")
    assert dialog is not None
    click(qtbot, dialog, "unfinished_discard_1")
    click(qtbot, dialog, "unfinished_discard_2")
    click(qtbot, dialog, "unfinished_close")
    assert not forms.bar.isVisible()
    assert forms.drafts.names() == []


def test_what_a_draft_cannot_hold_stays_as_it_was_typed(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    keyboard.press(Qt.Key.Key_Up)
    keyboard.type("\ttwo")
    head = docket.log.head()
    keyboard.press(Qt.Key.Key_Escape)
    assert forms.form is None
    assert docket.log.head() == head
    qtbot.waitUntil(forms.bar.isVisible)
    forms.resume(order_id)
    assert forms.form is not None
    assert rows(forms.form) == [("CHAI", "two")]


def test_a_draft_that_is_refused_is_not_lost(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, record: Record
) -> None:
    order_id = typed(qtbot, new_form, keyboard)
    line = LineEntry(line_id="x", product_id=trading.CHAI)
    record(PlaceOrder(order_id=order_id, content=OrderContent(customer_id=trading.ALFKI, lines=(line,))))
    keyboard.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(forms.bar.isVisible)
    forms.resume(order_id)
    assert forms.form is not None
    assert rows(forms.form) == [("CHAI", "2")]


@pytest.fixture
def shared_draft(qtbot: QtBot, keyboard: Keyboard, forms: OrderForms, record: Record) -> OrderForm:
    """A draft open in the form, which somebody else then saves with another quantity and reference."""
    line = LineEntry(line_id="line-1", product_id=trading.CHAI)
    record(SaveDraft(order_id="draft-1", content=OrderContent(customer_id=trading.ALFKI, lines=(line,))))
    forms.edit("draft-1")
    qtbot.waitUntil(lambda: forms.form is not None and rows(forms.form) == [("CHAI", "1")])
    assert forms.form is not None
    keyboard.press(Qt.Key.Key_Up)
    keyboard.type("\t7")
    theirs = LineEntry(line_id="line-1", product_id=trading.CHAI, quantity=3)  # type: ignore[arg-type]
    content = OrderContent(customer_id=trading.ALFKI, lines=(theirs,), reference="theirs")
    record(SaveDraft(order_id="draft-1", content=content))
    return forms.form


def test_a_version_conflict_shows_both_and_keeps_what_was_typed(
    qtbot: QtBot, shared_draft: OrderForm, keyboard: Keyboard, docket: main.Docket
) -> None:
    assert rows(shared_draft) == [("CHAI", "7")]
    keyboard.place()
    qtbot.waitUntil(lambda: conflict(shared_draft) is not None)
    dialog = conflict(shared_draft)
    assert dialog is not None
    chosen = {button.accessibleName(): button.isChecked() for button in dialog.findChildren(QRadioButton)}
    assert chosen == {
        "Reference, mine: (not there)": False,
        "Reference, theirs: theirs": True,
        "Chai, mine: 7 × 18.00 · tax 19% · Chai": True,
        "Chai, theirs: 3 × 18.00 · tax 19% · Chai": False,
    }
    click(qtbot, dialog, "order_conflict_continue")
    assert rows(shared_draft) == [("CHAI", "7")]
    assert shared_draft.order.reference == "theirs"
    keyboard.come_back()
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    keyboard.place()
    qtbot.waitUntil(lambda: kept(docket, "draft-1").status == "open")
    assert kept(docket, "draft-1").lines[0].quantity == 7


def test_a_conflict_shows_all_of_what_each_of_both_wrote(
    qtbot: QtBot, shared_draft: OrderForm, keyboard: Keyboard
) -> None:
    shared_draft.lines.setData(shared_draft.lines.index(0, Column.DESCRIPTION), "Donaudampfschifffahrt " * 8)
    keyboard.place()
    qtbot.waitUntil(lambda: conflict(shared_draft) is not None)
    dialog = conflict(shared_draft)
    assert dialog is not None
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())
    button = dialog.findChild(QAbstractButton, "order_conflict_theirs_2")
    assert button is not None
    words = next(told for told in area.widget().findChildren(QLabel) if told.text().startswith("3 × 18.00"))
    assert words.visibleRegion().boundingRect().width() == words.width()
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    click(qtbot, dialog, "order_conflict_later")


def test_the_same_number_in_another_form_is_no_difference() -> None:
    line = TypedLine(description="Chai", quantity="7", price="18.00", tax="21", discount="0")
    mine, theirs = (TypedOrder(currency="EUR", lines=[each]) for each in (line, replace(line, price="18", tax="21.00")))
    assert differences(mine, theirs) == []
    assert len(differences(mine, replace(theirs, lines=[replace(line, tax="7")]))) == 1


def test_a_conflict_decided_later_leaves_the_form_as_it_was(
    qtbot: QtBot, shared_draft: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.place()
    qtbot.waitUntil(lambda: conflict(shared_draft) is not None)
    dialog = conflict(shared_draft)
    assert dialog is not None
    click(qtbot, dialog, "order_conflict_later")
    assert rows(shared_draft) == [("CHAI", "7")]
    assert shared_draft.order.reference == ""


def test_a_draft_that_somebody_else_placed_becomes_an_order_of_its_own(
    qtbot: QtBot, shared_draft: OrderForm, keyboard: Keyboard, record: Record, docket: main.Docket
) -> None:
    line = LineEntry(line_id="line-1", product_id=trading.CHAI)
    record(PlaceOrder(order_id="draft-1", content=OrderContent(customer_id=trading.ALFKI, lines=(line,))))
    keyboard.place()
    box = None

    def told() -> bool:
        nonlocal box
        box = shared_draft.findChild(QDialog, "order_draft_gone")
        return box is not None

    qtbot.waitUntil(told)
    assert box is not None
    click(qtbot, box, "order_draft_gone_start_over")
    assert shared_draft.order.order_id != "draft-1"
    assert rows(shared_draft) == [("CHAI", "7")]
    shared_draft.place()
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["orders"] == 2)


def conflict(form: OrderForm) -> QDialog | None:
    return form.findChild(QDialog, "order_conflict")


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    button = parent.findChild(QAbstractButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
