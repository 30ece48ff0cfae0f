"""Whatever comes, goes, moves, is sorted or left out: every row is the one that a plain list has there."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from msgspec import Struct
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from pytestqt.qtbot import QtBot

import main
from domain.orders.commands import CancelOrder, PlaceOrder, SaveDraft
from domain.orders.content import LineEntry, OrderContent
from readmodel.listing.view import View
from readmodel.orders.list_spec import ORDERS
from tests.ui.table.mirror import Mirror
from tests.ui.trading import ALFKI, CHAI, customer, opened, product
from ui.desk import Desk
from ui.orders.columns import order_columns
from ui.table.following import Follower
from ui.table.model import ListModel
from ui.table.table import ListTable
from ui.theme import Theme

NEW_YEAR = 1_767_225_600_000_000
ROUNDS = int(os.environ.get("DOCKET_TABLE_ROUNDS", "8"))

references = st.sampled_from(["", "alpha", "Beta", "gamma", "Delta", "omega"])
sorts = st.sampled_from(["reference", "status", "placed_at", "net"])
filters = st.sampled_from([(), ("drafts",), ("open",)])


class Known(Struct):
    """An order as the test knows it; ``born`` is its place among all that were ever made."""

    id: str
    born: int
    reference: str
    status: str = "draft"
    placed: int = 0


class TableMachine(RuleBasedStateMachine):
    """Drafts come, change, are placed and discarded, singly and by the dozen, under a table that is worked with."""

    folder: Path
    qtbot: QtBot
    made = 0

    def __init__(self) -> None:
        super().__init__()
        TableMachine.made += 1
        self.opening = main.open_docket(self.folder / str(TableMachine.made))
        self.docket = self.opening.__enter__()
        self.desk = Desk(self.docket)
        self.model = ListModel(self.desk, ORDERS.columns, order_columns(self.desk))
        self.follower = Follower(self.desk, ORDERS.subject, self.model)
        self.table = ListTable(self.desk, self.model, "any", ("order", "orders"))
        self.table.resize(600, 400)
        self.table.show()
        self.mirror = Mirror(self.model)
        self.mirror.after = self.mirror.check
        self.orders: list[Known] = []
        self.selected: set[str] = set()
        self.sort, self.falls = "placed_at", True
        self.filters: tuple[str, ...] = ()
        self.born = 0
        self._carry_out([opened(), customer(), product()])

    def teardown(self) -> None:
        self.table.close()
        self.desk.close()
        self.table.deleteLater()
        self.model.deleteLater()
        self.opening.__exit__(None, None, None)

    @initialize(some=st.lists(references, max_size=30))
    def open(self, some: list[str]) -> None:
        self._draft(some)
        self.follower.show(self._view())
        self._settle()

    @rule(reference=references)
    def draft(self, reference: str) -> None:
        self._draft([reference])
        self._settle()

    @rule(some=st.lists(references, min_size=60, max_size=120))
    def draft_many(self, some: list[str]) -> None:
        self._draft(some)
        self._settle()

    @rule(data=st.data(), reference=references)
    def change(self, data: st.DataObject, reference: str) -> None:
        drafts = [known for known in self.orders if known.status == "draft"]
        if drafts:
            known = data.draw(st.sampled_from(drafts))
            known.reference = reference
            self._carry_out([self._saving(known)])
            self._settle()

    @rule(data=st.data(), count=st.integers(1, 5))
    def discard(self, data: st.DataObject, count: int) -> None:
        drafts = [known for known in self.orders if known.status == "draft"]
        if drafts:
            gone = data.draw(st.lists(st.sampled_from(drafts), min_size=1, max_size=count, unique_by=lambda k: k.id))
            self.orders = [known for known in self.orders if known not in gone]
            self.selected -= {known.id for known in gone}
            self._carry_out([CancelOrder(order_id=known.id, reason="Not wanted") for known in gone])
            self._settle()

    @rule(data=st.data())
    def place(self, data: st.DataObject) -> None:
        drafts = [known for known in self.orders if known.status == "draft"]
        if drafts:
            known = data.draw(st.sampled_from(drafts))
            at = NEW_YEAR + known.born * 1000
            self._carry_out([PlaceOrder(order_id=known.id, content=_content(known), occurred_at=at)])
            known.status, known.placed = "open", at
            self._settle()

    @rule(sort=sorts, falls=st.booleans())
    def sort_by(self, sort: str, falls: bool) -> None:
        self.sort, self.falls = sort, falls
        self.follower.resort(self._view())
        self._settle()

    @rule(filters=filters)
    def narrow_down(self, filters: tuple[str, ...]) -> None:
        self.filters = filters
        self.follower.show(self._view())
        self._settle()

    @rule(part=st.floats(0, 1))
    def scroll(self, part: float) -> None:
        bar = self.table.verticalScrollBar()
        bar.setValue(int(bar.maximum() * part))

    @rule(data=st.data(), more=st.booleans())
    def select(self, data: st.DataObject, more: bool) -> None:
        expected = self._expected()
        if expected:
            first = data.draw(st.integers(0, len(expected) - 1))
            last = data.draw(st.integers(first, min(first + 40, len(expected) - 1)))
            range_ = QItemSelection(self.model.index(first, 0), self.model.index(last, self.model.columnCount() - 1))
            flag = QItemSelectionModel.SelectionFlag
            self.table.chosen.select(range_, flag.Select if more else flag.ClearAndSelect)
            chosen = {known.id for known in expected[first : last + 1]}
            self.selected = self.selected | chosen if more else chosen

    def _draft(self, some: list[str]) -> None:
        drafts = []
        for reference in some:
            self.born += 1
            drafts.append(Known(f"order-{self.born:05}", self.born, reference))
        self.orders += drafts
        self._carry_out([self._saving(known) for known in drafts])

    def _saving(self, known: Known) -> SaveDraft:
        return SaveDraft(order_id=known.id, content=_content(known))

    def _carry_out(self, commands: list[Any]) -> None:
        futures = [self.docket.commands.dispatch(command) for command in commands]
        for future in futures:
            future.exception(20)
        answered = [future.result() for future in futures if future.exception() is None]
        if answered:
            self.docket.projector.wait_for(answered[-1].position, 20)

    def _view(self) -> View:
        return View(
            list=ORDERS.name,
            sort=self.sort,
            descending=self.falls,
            filters=self.filters,
            today=self.desk.today(),
        )

    def _expected(self) -> list[Known]:
        """The plain list: every order the view lets through, sorted."""
        status = {(): {"draft", "open"}, ("drafts",): {"draft"}, ("open",): {"open"}}[self.filters]
        keys: dict[str, Any] = {
            "reference": lambda known: known.reference.lower(),
            "status": lambda known: known.status,
            "placed_at": lambda known: known.placed,
            "net": lambda known: 0 if known.status == "draft" else 1800,
        }
        shown = [known for known in self.orders if known.status in status]
        return sorted(shown, key=lambda known: (keys[self.sort](known), known.born), reverse=self.falls)

    def _settle(self) -> None:
        """Every row, once all is read, is the plain list's; and so is what is selected."""
        expected = self._expected()
        ids = [known.id for known in expected]
        cells = [(known.reference, known.status) for known in expected]
        self.qtbot.waitUntil(lambda: self._rows() == ids and self._cells() == cells, timeout=10_000)
        self.mirror.check()
        self.qtbot.waitUntil(lambda: self._chosen() == self.selected & set(ids), timeout=10_000)
        assert self.table.chosen.count() == len(self.selected & set(ids))

    def _rows(self) -> list[str]:
        rows = [self.model.row_at(rank) for rank in range(self.model.rowCount())]
        return ["…" if row is None else row.key for row in rows]

    def _cells(self) -> list[tuple[str, str]]:
        rows = [self.model.row_at(rank) for rank in range(self.model.rowCount())]
        return [("…", "") if row is None else (row.raw["reference"], row.raw["status"]) for row in rows]

    def _chosen(self) -> set[str]:
        found = set()
        for first, last in self.table.chosen.ranges():
            found |= {row.key for rank in range(first, last) if (row := self.model.row_at(rank)) is not None}
        return found


def _content(known: Known) -> OrderContent:
    line = LineEntry(line_id="line", product_id=CHAI)
    return OrderContent(customer_id=ALFKI, lines=(line,), reference=known.reference)


@pytest.mark.usefixtures("theme")
def test_every_row_is_the_one_a_plain_list_has_there(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    TableMachine.qtbot, TableMachine.folder = qtbot, tmp_path
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        TableMachine,
        settings=settings(
            max_examples=ROUNDS,
            stateful_step_count=14,
            database=None,
            # Shrinking takes minutes where each try opens a desk of its own; what was done is printed all the same.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
