"""Which column of a file is which field: what the person says first, then names and their synonyms."""

from collections.abc import Container, Mapping

from ui.importing.fields import Kind, fields_of, normalised, title_of
from ui.importing.problems import FileRefused, Remedy, printable, shown

REASON = "rejected_because"
"""The column a rejects file begins with; the importer passes it over."""

_NAMED, _LONGEST_NAME = 12, 60


def match(header: tuple[str, ...], kind: Kind, said: Mapping[str, str]) -> dict[str, int]:
    """The column of every field the file has, counted from 0; ``said`` holds FIELD=COLUMN as a person named them.

    A column may be named by its header or as ``#3``, and with an empty name a field is left out. Raises FileRefused for
    a field or column that isn't there and where two columns have an equal claim.
    """
    fields = {field.name: field for field in fields_of(kind)}
    columns: dict[str, int] = {}
    for name, column in said.items():
        known = next((field for field in fields if normalised(field) == normalised(name)), None)
        if known is None:
            raise FileRefused(f"{kind} have no field {shown(name)}; they have {', '.join(fields)}")
        if column:
            columns[known] = _column(header, column)
    names = [normalised(cell) for cell in header]
    left_out = {field for field in fields if any(normalised(field) == normalised(name) for name in said)}
    # The surest names of all fields go first, so that "Name" is nobody's before every better name had its turn.
    for rank in range(max(len(field.names) for field in fields.values())):
        for field in fields.values():
            if field.name in columns or field.name in left_out or rank >= len(field.names):
                continue
            taken = set(columns.values())
            found = [i for i, name in enumerate(names) if name == field.names[rank] and i not in taken]
            if len(found) > 1:
                raise FileRefused(
                    f"columns {found[0] + 1} and {found[1] + 1} are both named {column_name(header, found[0])}",
                    row=1,
                    column=column_name(header, found[0]),
                    remedy=Remedy(
                        option=f"say which is meant with --map {field.name}=#{found[0] + 1}",
                        control=f"choose one of them for “{title_of(field.name)}”",
                    ),
                )
            if found:
                columns[field.name] = found[0]
    return columns


def missing(columns: Container[str], kind: Kind) -> list[str]:
    """The fields that a file of this kind must have and that are none of the columns."""
    lacking = [field.name for field in fields_of(kind) if field.needed and field.name not in columns]
    if kind is Kind.ORDERS and "sku" not in columns and "description" not in columns:
        lacking.append("sku")
    return lacking


def check_needed(header: tuple[str, ...], columns: Mapping[str, int], kind: Kind) -> None:
    """Raise FileRefused if a column is missing without which nothing can be made of the file."""
    lacking = missing(columns, kind)
    if lacking:
        names = [column_name(header, index) for index, name in enumerate(header) if name][:_NAMED]
        there = ", ".join(names) + (", …" if len(header) > len(names) else "")
        one = lacking[0]
        raise FileRefused(
            f"there is no column for {' and none for '.join(map(title_of, lacking))} among {there}",
            row=1,
            remedy=Remedy(
                option=f"name it with --map {one}=COLUMN",
                control=f"choose one for “{title_of(one)}”",
            ),
        )
    discounts = [name for name in ("discount", "discount_percent", "discount_fraction") if name in columns]
    if len(discounts) > 1:
        raise FileRefused(
            f"{' and '.join(column_name(header, columns[name]) for name in discounts)} both hold a discount",
            row=1,
            column=column_name(header, columns[discounts[1]]),
            remedy=Remedy(
                option=f"leave one out with --map {discounts[0]}=",
                control=f"choose – for “{title_of(discounts[0])}” or for “{title_of(discounts[1])}”",
            ),
        )


def column_name(header: tuple[str, ...], index: int) -> str:
    """A column as messages call it: its header, or its number where it has none."""
    name = printable(header[index])[:_LONGEST_NAME] if index < len(header) else ""
    return name or str(index + 1)


def _column(header: tuple[str, ...], name: str) -> int:
    if name in header:
        return header.index(name)
    alike = [i for i, cell in enumerate(header) if normalised(cell) == normalised(name) and normalised(name)]
    if alike:
        return alike[0]
    if name.startswith("#") and name[1:].isdecimal() and 1 <= int(name[1:]) <= len(header):
        return int(name[1:]) - 1
    raise FileRefused(f"there is no column {shown(name)}", row=1)
