"""The order a person left a list in."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings

from ui.table.columns import TableColumn


def remembered_sort(
    settings: QSettings, name: str, columns: Sequence[TableColumn], sort: str, falling: bool
) -> tuple[str, bool]:
    """The sort that a list was left in, or the one given; an order that no column has any more is forgotten."""
    kept, _, falls = str(settings.value(_key(name), "")).partition(" ")
    if any(column.sort == kept for column in columns if column.sort):
        return kept, falls == "1"
    return sort, falling


def remember_sort(settings: QSettings, name: str, sort: str, falls: bool) -> None:
    """Remember the sort of a list."""
    settings.setValue(_key(name), f"{sort} {int(falls)}")


def _key(name: str) -> str:
    return f"lists/{name}/sort"
