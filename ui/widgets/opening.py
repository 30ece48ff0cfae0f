"""Opening a dialog on a record as it stands now."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from readmodel.query import Query
from ui.desk import Desk

R = TypeVar("R")


def open_on(
    desk: Desk, query: Query[R | None], noun: str, dialog: Callable[[Desk, R, QWidget], QDialog], parent: QWidget
) -> None:
    """Ask for a record and open a dialog on it, over the parent's window; say so if it is not shown yet."""

    def show(record: R | None) -> None:
        if record is None:
            desk.tell(desk.not_shown(noun), tone="warn")
        else:
            dialog(desk, record, parent.window()).open()

    desk.ask(query, show, owner=parent)
