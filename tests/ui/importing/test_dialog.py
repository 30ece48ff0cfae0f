"""The import dialog, worked as a person works it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from readmodel.pipeline.answers import GetCounts
from tests.ui.importing.conftest import GOOD, ONE_BAD, button, message, press, take
from ui.desk import Desk
from ui.importing.dialog import ImportDialog


def test_a_file_shows_how_it_is_read_and_its_first_rows(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", GOOD)
    assert "UTF-8, separated by comma, 2 rows" in dialog.findChild(QLabel, "import_reading").text()
    preview = dialog.findChild(QTableWidget, "import_preview")
    assert (preview.rowCount(), preview.item(1, 0).text()) == (2, "A-2")
    assert dialog.findChild(QComboBox, "import_map_sku").currentText() == "sku"
    assert button(dialog, "import_run").isEnabled()


def test_the_name_of_a_file_can_be_typed(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(GOOD, encoding="utf-8")
    field = dialog.findChild(QLineEdit, "import_file")
    qtbot.keyClicks(field, "~whoever/none.csv")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: message(dialog) == "There is no such file")
    field.selectAll()
    qtbot.keyClicks(field, f'"{tmp_path}/orders.csv"')
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: button(dialog, "import_run").isEnabled())


def test_importing_records_what_is_good_and_lists_what_is_not(
    qtbot: QtBot, dialog: ImportDialog, desk: Desk, tmp_path: Path
) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", ONE_BAD)
    press(qtbot, dialog, "import_run")
    assert "2 orders imported; 1 rejected" in message(dialog)
    problems = dialog.findChild(QTableWidget, "import_problems")
    assert [problems.item(0, column).text() for column in range(3)] == ["4", "quantity", "“none” is not a number"]
    qtbot.waitUntil(lambda: desk.docket.queries.ask(GetCounts())["orders"] == 2)
    dialog.save_rejects_to(tmp_path / "rejects.csv")
    assert "A-3" in (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig")


def test_enter_in_a_field_imports_nothing_and_on_a_button_presses_it(
    qtbot: QtBot, dialog: ImportDialog, desk: Desk, tmp_path: Path
) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", GOOD)
    qtbot.keyClick(dialog.findChild(QLineEdit, "import_currency"), Qt.Key.Key_Return)
    qtbot.keyClick(dialog.findChild(QTableWidget, "import_preview"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._job is None)
    assert desk.docket.log.head() == 0
    qtbot.keyClick(button(dialog, "import_try"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2 orders could be imported" in message(dialog))


def test_the_wheel_over_a_choice_leaves_the_mapping_as_it_is(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", GOOD)
    choice = dialog.findChild(QComboBox, "import_map_sku")
    place = QPointF(choice.rect().center())
    wheel = QWheelEvent(
        place,
        choice.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.currentText() == "sku"


def test_the_wheel_gives_no_choice_the_focus(dialog: ImportDialog) -> None:
    choices = dialog.findChildren(QComboBox)
    assert len(choices) > 10
    assert [each.objectName() for each in choices if each.focusPolicy() is not Qt.FocusPolicy.StrongFocus] == []


@pytest.mark.parametrize(
    ("chosen", "content", "kind"),
    [
        ("orders", "code,name,street,city\nC1,Café Amsel,Am Markt 1,Wien\n", "customers"),
        ("customers", "sku,name,price,unit\nX1,Tea,3.50,box\n", "products"),
        ("products", GOOD, "orders"),
    ],
)
def test_a_file_of_another_kind_says_which_and_is_read_as_that(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path, chosen: str, content: str, kind: str
) -> None:
    kinds = dialog.findChild(QComboBox, "import_kind")
    kinds.setCurrentIndex(kinds.findData(chosen))
    take(qtbot, dialog, tmp_path / "file.csv", content)
    assert message(dialog) == f"This looks like a file of {kind}, not of {chosen}."
    assert button(dialog, "import_switch").text() == f"Read it as {kind}"
    press(qtbot, dialog, "import_switch")
    assert kinds.currentData() == kind
    assert message(dialog) == ""
    assert not button(dialog, "import_switch").isVisible()
    assert button(dialog, "import_run").isEnabled()


@pytest.mark.parametrize("chosen", ["customers", "products"])
def test_orders_that_lack_a_column_are_offered_to_be_read_as_orders(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path, chosen: str
) -> None:
    kinds = dialog.findChild(QComboBox, "import_kind")
    kinds.setCurrentIndex(kinds.findData(chosen))
    content = "order number,date,buyer no,sku,name,price,qty\n1,2026-03-04,C1,T1,Tea,3.50,2\n"
    take(qtbot, dialog, tmp_path / "file.csv", content)
    assert message(dialog) == f"This looks like a file of orders, not of {chosen}."
    press(qtbot, dialog, "import_switch")
    assert message(dialog).endswith("choose one for “Customer code”")
    choice = dialog.findChild(QComboBox, "import_map_customer_code")
    choice.setCurrentIndex(choice.findText("buyer no"))
    qtbot.waitUntil(lambda: button(dialog, "import_run").isEnabled())


@pytest.mark.parametrize(
    ("content", "chosen"),
    [("sku,qty\nT1,2\n", "products"), ("name,city\nCafé Amsel,Wien\n", "customers"), ("this,that\n1,2\n", "orders")],
)
def test_a_few_columns_of_another_kind_say_nothing(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path, content: str, chosen: str
) -> None:
    kinds = dialog.findChild(QComboBox, "import_kind")
    kinds.setCurrentIndex(kinds.findData(chosen))
    take(qtbot, dialog, tmp_path / "file.csv", content)
    assert "looks like" not in message(dialog)


def test_a_file_of_the_kind_chosen_is_taken_for_nothing_else(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", GOOD.replace("quantity", "how many"))
    assert message(dialog).endswith("choose one for “Quantity”")
    assert not button(dialog, "import_switch").isVisible()


def test_a_dry_run_records_nothing(qtbot: QtBot, dialog: ImportDialog, desk: Desk, tmp_path: Path) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", GOOD)
    press(qtbot, dialog, "import_try")
    assert "2 orders could be imported" in message(dialog)
    assert desk.docket.log.head() == 0


def test_a_missing_column_is_chosen_by_hand_and_remembered_for_the_next_such_file(
    qtbot: QtBot, dialog: ImportDialog, desk: Desk, tmp_path: Path
) -> None:
    strange = GOOD.replace("quantity", "how many")
    take(qtbot, dialog, tmp_path / "orders.csv", strange)
    assert message(dialog).endswith("choose one for “Quantity”")
    assert not button(dialog, "import_run").isEnabled()
    choice = dialog.findChild(QComboBox, "import_map_quantity")
    choice.setCurrentIndex(choice.findText("how many"))
    qtbot.waitUntil(lambda: dialog._job is None)
    press(qtbot, dialog, "import_run")
    assert "2 orders imported" in message(dialog)
    again = ImportDialog(desk, "orders", None)
    qtbot.addWidget(again)
    again.open()
    take(qtbot, again, tmp_path / "next.csv", strange)
    assert button(again, "import_run").isEnabled()
    again.reject()


def test_what_was_rejected_is_read_as_its_file_was_once_corrected(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    strange = ONE_BAD.replace("quantity", "how many").replace("sku", "thing")
    take(qtbot, dialog, tmp_path / "orders.csv", strange)
    for field, column in (("quantity", "how many"), ("sku", "thing")):
        choice = dialog.findChild(QComboBox, f"import_map_{field}")
        choice.setCurrentIndex(choice.findText(column))
        qtbot.waitUntil(lambda: dialog._job is None)
    press(qtbot, dialog, "import_run")
    assert "2 orders imported; 1 rejected" in message(dialog)
    rejects = tmp_path / "rejects.csv"
    dialog.save_rejects_to(rejects)
    take(qtbot, dialog, rejects, rejects.read_text(encoding="utf-8").replace("X1,none", "X1,4"))
    assert dialog.findChild(QComboBox, "import_map_quantity").currentText() == "how many"
    press(qtbot, dialog, "import_run")
    assert "1 order imported" in message(dialog)


def test_what_was_answered_for_one_file_says_nothing_of_the_next(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    german = GOOD.replace(",", ";").replace("3.50", "1.234")
    take(qtbot, dialog, tmp_path / "german.csv", german)
    decimals = dialog.findChild(QComboBox, "import_decimal")
    decimals.setCurrentIndex(decimals.findData("comma"))
    qtbot.waitUntil(lambda: dialog._job is None)
    take(qtbot, dialog, tmp_path / "german.csv", german.replace("A-1", "A-9"))
    assert decimals.currentData() == "comma"
    take(qtbot, dialog, tmp_path / "english.csv", GOOD.replace("3.50", "3.125"))
    assert decimals.currentData() == ""
    press(qtbot, dialog, "import_run")
    assert "2 orders imported" in message(dialog)
    take(qtbot, dialog, tmp_path / "german.csv", german)
    assert decimals.currentData() == ""


@pytest.mark.parametrize("another", ["file", "kind"])
def test_what_was_rejected_of_one_file_is_not_offered_for_the_next(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path, another: str
) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", ONE_BAD)
    press(qtbot, dialog, "import_try")
    rejected = dialog.findChild(QTableWidget, "import_problems")
    assert (button(dialog, "import_save_rejects").isEnabled(), rejected.rowCount()) == (True, 1)
    if another == "file":
        take(qtbot, dialog, tmp_path / "next.csv", GOOD)
    else:
        kinds = dialog.findChild(QComboBox, "import_kind")
        kinds.setCurrentIndex(kinds.findData("customers"))
        qtbot.waitUntil(lambda: dialog._job is None)
    assert (button(dialog, "import_save_rejects").isEnabled(), rejected.rowCount()) == (False, 0)


def test_messages_name_what_the_dialog_has_and_no_options(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    take(qtbot, dialog, tmp_path / "strange.csv", GOOD.replace("order_number", "what"))
    assert message(dialog).endswith("choose one for “Order number”")
    take(qtbot, dialog, tmp_path / "twice.csv", GOOD.replace("customer_name", "sku"))
    assert message(dialog).endswith("choose one of them for “SKU”")
    choice = dialog.findChild(QComboBox, "import_map_sku")
    choice.setCurrentIndex(5)
    qtbot.waitUntil(lambda: dialog._job is None)
    assert button(dialog, "import_run").isEnabled()
    for old, new, control in (
        ("2026-03-0", "03/04/202", "Dates"),
        (",EUR", ",", "Currency"),
        ("3.50", '"1,234"', "Decimals"),
    ):
        take(qtbot, dialog, tmp_path / f"{control}.csv", GOOD.replace(old, new))
        press(qtbot, dialog, "import_try")
        said = dialog.findChild(QTableWidget, "import_problems").item(0, 2).text()
        assert f"“{control}”" in said
        assert "--" not in said


def test_an_ambiguous_discount_is_asked_about(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    lines = GOOD.splitlines()
    content = "\n".join([lines[0] + ",Discount", lines[1] + ",1", lines[2] + ",0"])
    take(qtbot, dialog, tmp_path / "orders.csv", content)
    assert "0 and 1" in message(dialog)
    choice = dialog.findChild(QComboBox, "import_discount")
    choice.setCurrentIndex(choice.findData("percent"))
    qtbot.waitUntil(lambda: dialog._job is None)
    assert button(dialog, "import_run").isEnabled()


def test_a_file_that_is_no_table_says_so(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)
    dialog.take_file(tmp_path / "book.xlsx")
    qtbot.waitUntil(lambda: dialog._job is None)
    assert "Excel" in message(dialog)
    assert not button(dialog, "import_run").isEnabled()


def test_a_currency_once_settled_can_not_be_typed_over(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    content = GOOD.replace(",currency", "").replace(",EUR", "")
    take(qtbot, dialog, tmp_path / "orders.csv", content)
    press(qtbot, dialog, "import_try")
    said = dialog.findChild(QTableWidget, "import_problems").item(0, 2).text()
    assert said == "No currency is named; type it under “Currency”"
    currency = dialog.findChild(QLineEdit, "import_currency")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    currency.setFocus()
    qtbot.keyClicks(currency, "EUR")
    # The press takes the focus from the field, and the button must still be there when it is let go.
    press(qtbot, dialog, "import_run")
    assert "2 orders imported" in message(dialog)


def test_unknown_customers_are_rejected_where_none_are_to_be_created(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path
) -> None:
    take(qtbot, dialog, tmp_path / "orders.csv", GOOD)
    dialog.findChild(QCheckBox, "import_create").setChecked(False)
    press(qtbot, dialog, "import_run")
    assert message(dialog).startswith("0 orders imported; 2 rejected")
