"""What a file's rows come to: commands ready to be sent, or rows that can't be one."""

from msgspec import Struct

from domain.bounds import label
from domain.errors import Refused
from domain.messages import Command
from ui.importing.cells import Cells
from ui.importing.csvfile import Row
from ui.importing.fields import Kind, fields_of, title_of
from ui.importing.problems import Problem, shown

_COLUMNS = {
    "code": "customer_code",
    "customer_id": "customer_code",
    "source_number": "order_number",
    "amount": "paid",
    "charges": "freight",
}


class Prepared(Struct, frozen=True, kw_only=True):
    """A command with the rows it was made of, for an order one row a line."""

    command: Command
    rows: tuple[Row, ...]


class Rejected(Struct, frozen=True, kw_only=True):
    """Rows that go back to the person, with everything that is wrong with them."""

    problems: tuple[Problem, ...]
    rows: tuple[Row, ...]


def rejected_by_domain(prepared: Prepared, refused: Refused, cells: Cells, kind: Kind) -> Rejected:
    """A refused command as rejected rows; the field at fault leads to row and column."""
    path = refused.field.split(".")
    row = prepared.rows[0]
    if path[0] == "lines" and len(path) > 1 and path[1].isdecimal() and int(path[1]) < len(prepared.rows):
        row = prepared.rows[int(path[1])]
    fields = [field.name for field in fields_of(kind)]
    possible = [name for name in _candidates(path) if name in fields]
    field = next((name for name in possible if cells.has(name)), possible[0] if possible else "")
    message = _said_of_the_file(refused, field, cells)
    problem = Problem(message=message, row=row.number, column=cells.column(field))
    return Rejected(problems=(problem,), rows=prepared.rows)


def _said_of_the_file(refused: Refused, field: str, cells: Cells) -> str:
    """A refusal as other problems are said, and by what the file calls a field that the domain begins with."""
    message = refused.message.removesuffix(".")
    begins = f"{label(refused.field)} "
    if not field or not message.startswith(begins):
        return message
    rest = message.removeprefix(begins)
    if cells.has(field):
        return f"{shown(cells.column(field))} {rest}"
    return f"{title_of(field)} {rest}, and no column of the file holds it"


def _candidates(path: list[str]) -> tuple[str, ...]:
    leaf = path[-1]
    parent = path[-2] if len(path) > 1 else ""
    prefix = {"ship_to": "ship_", "shipping": "ship_", "bill_to": "bill_"}.get(parent, "")
    name = "address" if leaf == "street" and prefix else leaf
    discount = ("discount", "discount_fraction") if leaf == "discount_percent" else ()
    customer = ("customer_name",) if leaf == "name" else ()
    return (prefix + name, *customer, *discount, _COLUMNS.get(leaf, leaf), leaf)
