"""Lists before anything is projected, and while what another version left is still hidden."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from readmodel.listing.queries import OpenView
from readmodel.listing.view import View
from readmodel.orders.list_spec import ORDERS
from readmodel.projections import PROJECTIONS
from readmodel.queries import Queries
from readmodel.work_counts import GetWorkCounts
from tests.domain.samples import add_customer, add_product, place, receive
from tests.readmodel.desk import desk
from tests.readmodel.dump import current_file

TODAY = date(2026, 3, 2)


def never_projected(data_dir: Path) -> None:
    """Nothing is there."""


def of_another_version(data_dir: Path) -> None:
    with desk(data_dir) as d:
        d.see(add_customer(), add_product(), receive(9), place("order"))
    with closing(sqlite3.connect(current_file(data_dir))) as db:
        db.execute("UPDATE projection SET version = version || 'x'")
        db.commit()


@pytest.mark.parametrize("make", [never_projected, of_another_version])
def test_every_view_answers_with_no_rows_while_there_are_none(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path)
    queries = Queries(tmp_path, PROJECTIONS, lambda limit: [])
    try:
        for filter in ORDERS.filters:
            for sort in ORDERS.sorts:
                view = View(list=ORDERS.name, sort=sort, filters=(filter,), today=TODAY)
                assert queries.ask(OpenView(view=view)).rows == ()
        assert queries.ask(GetWorkCounts(today=TODAY)).late == 0
    finally:
        queries.close()
