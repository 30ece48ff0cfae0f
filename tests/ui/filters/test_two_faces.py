"""Whatever is typed, box and chips together ask for what the whole text says."""

import random
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from readmodel.orders.list_spec import ORDERS
from ui.desk import Desk
from ui.filters.bar import QueryBar
from ui.orders.fields import ORDER_WORDS
from ui.query.parsing import parse
from ui.query.query import Query
from ui.query.values import Writing
from ui.query.vocabulary import vocabulary_of
from ui.query.writing import write
from ui.theme import Theme

VOCABULARY = vocabulary_of(ORDERS, ORDER_WORDS)
PARTS = (
    *(
        "status:open",
        "status:open,closed",
        "-is:late",
        "due:<today",
        "due:none,thisweek",
        "placed:2026-11-01..2026-11-30",
    ),
    *("total:>1,234.50", "total:500..", 'customer:ALFKI,"Vins et alcools"', "lines:2", "note:none", "reference:po"),
    *("vins", "10248", "-cheap", '"in this order"', '-"not this"', "10:30", '3"', "-", "ÅSE"),
    *("stauts:open", "status:", "status:nope", "total:many", "due:soon", "customer:A,", 'customer:"never closed'),
)


@pytest.fixture
def bar(qtbot: QtBot, desk: Desk, theme: Theme) -> Iterator[QueryBar]:
    """The bar by itself."""
    made = QueryBar(desk, "orders", "Search", VOCABULARY)
    qtbot.addWidget(made)
    made.resize(900, 60)
    made.show()
    made.activateWindow()
    made.search.setFocus()
    qtbot.waitUntil(made.search.hasFocus)
    yield made
    made.close()


def asked_by(text: str) -> Query | None:
    """What a whole text asks for; None where there is a mistake in it."""
    parsed = parse(text, VOCABULARY, Writing.LOCAL)
    query = parsed.query
    return None if parsed.mistake else Query((*query.conditions, *query.texts))


@pytest.mark.parametrize("seed", range(8))
def test_what_is_typed_key_by_key_asks_for_what_the_text_says(qtbot: QtBot, bar: QueryBar, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        bar.show_query(Query())
        parts = chance.sample(PARTS, chance.randint(1, 4))
        for number, part in enumerate(parts):
            qtbot.keyClicks(bar.search, f" {part}" if number else part)
        bar.search.left.emit()
        wanted = asked_by(" ".join(parts))
        assert bar.complaint.isHidden() == (wanted is not None), parts
        if wanted is not None:
            assert bar.query == wanted, parts
        chips = " ".join(write(Query((chip.condition,)), Writing.LOCAL) for chip in bar.chips)
        again = asked_by(f"{chips} {bar.search.text()}")
        assert again == wanted, parts


def test_a_query_shown_is_the_query_asked_for(bar: QueryBar) -> None:
    for part in PARTS:
        wanted = asked_by(part)
        if wanted is not None:
            bar.show_query(wanted)
            assert bar.query == wanted
            bar.search.left.emit()
            assert bar.query == wanted
