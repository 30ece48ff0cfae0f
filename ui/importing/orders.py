"""Rows of an order file: a line each, and all rows of one order number together one order."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from domain.addresses import Address
from domain.ids import new_id
from domain.instants import Instant
from domain.money import is_currency
from domain.orders.commands import ImportedLine, ImportOrder
from domain.orders.content import Buyer, Charge, OrderContent
from ui.importing.cells import Cells
from ui.importing.charges import FREIGHT, parse_charges
from ui.importing.conventions import order_key
from ui.importing.csvfile import Row
from ui.importing.fields import Kind, fields_of
from ui.importing.prepared import Prepared, Rejected
from ui.importing.problems import SAY_CURRENCY

V = TypeVar("V")

_HEAD = tuple(field.name for field in fields_of(Kind.ORDERS) if field.of_order and field.name != "order_number")


def gathered(rows: Iterator[Row], column: int, rows_of: Mapping[str, int]) -> Iterator[list[Row]]:
    """The rows of each order together, as soon as its last one was read; a row without a number stands alone."""
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        key = order_key(row.cells[column]) if column < len(row.cells) else ""
        if not key:
            yield [row]
            continue
        order = waiting.setdefault(key, [])
        order.append(row)
        if len(order) == rows_of[key]:
            yield waiting.pop(key)


class OrderReader:
    """Makes an order of its rows; ``currency`` is what applies where the file names none."""

    def __init__(self, cells: Cells, currency: str, create_missing: bool) -> None:
        self._cells = cells
        self._currency = currency
        self._create_missing = create_missing

    def orders(self, groups: Iterator[list[Row]]) -> Iterator[Prepared | Rejected]:
        """Every order in whole: as a command, or with everything that is wrong with any of its rows."""
        for rows in groups:
            flaws = tuple(row.flaw for row in rows if row.flaw)
            if flaws:
                yield Rejected(problems=flaws, rows=tuple(rows))
                continue
            command = self._order(rows)
            if problems := self._cells.take_problems():
                yield Rejected(problems=problems, rows=tuple(rows))
            else:
                yield Prepared(command=command, rows=tuple(rows))

    def _order(self, rows: list[Row]) -> ImportOrder:
        cells, first = self._cells, rows[0]
        heads = [row for row in rows if any(cells.has(name) and cells.peek(row, name) for name in _HEAD)] or [first]

        def agreed(name: str, read: Callable[[Row], V], what: str = "") -> V:
            return self._agreed(heads, name, read, what)

        def text(name: str) -> str:
            return agreed(name, lambda row: cells.text(row, name))

        number = cells.needed(first, "order_number")
        currency = agreed("currency", self._currency_of, "an order has one currency")
        ship_to = self._address("ship_", text)
        return ImportOrder(
            actor="import",
            order_id=new_id(),
            source_number=number,
            customer_code=agreed("customer_code", lambda row: cells.needed(row, "customer_code")),
            buyer=Buyer(
                name=text("customer_name"),
                email=text("email"),
                vat_number=text("vat_number"),
                bill_to=self._address("bill_", text),
                ship_to=ship_to,
            ),
            lines=tuple(self._line(row) for row in rows),
            content=OrderContent(
                charges=self._charges(heads, currency),
                due_on=agreed("due_on", lambda row: cells.day(row, "due_on")),
                reference=text("reference"),
                ship_to=ship_to if ship_to != Address() else None,
            ),
            currency=currency,
            placed_at=agreed("placed_at", self._placed_at),
            shipped_at=agreed("shipped_at", lambda row: cells.instant(row, "shipped_at")),
            paid=agreed("paid", lambda row: cells.paid(row, currency)),
            cancelled=agreed("cancelled", lambda row: cells.flag(row, "cancelled")),
            note="\n".join(dict.fromkeys(note for row in rows if (note := cells.text(row, "note")))),
            create_missing=self._create_missing,
        )

    def _agreed(self, heads: list[Row], name: str, read: Callable[[Row], V], what: str = "") -> V:
        """What the order's rows say of it as a whole; the first that says otherwise is complained of."""
        cells = self._cells
        value = read(heads[0])
        if cells.has(name):
            said = cells.peek(heads[0], name)
            for row in heads[1:]:
                if cells.peek(row, name) == said:
                    continue
                before = len(cells.problems)
                other = read(row)
                if len(cells.problems) == before and other != value:
                    there = f"“{said}” in row {heads[0].number}" if said else f"nothing in row {heads[0].number}"
                    here = f"“{cells.peek(row, name)}”" if cells.peek(row, name) else "nothing"
                    cells.complain(row, name, f"the order has {here} here and {there}; {what or 'its rows must agree'}")
                    break
        return value

    def _currency_of(self, row: Row) -> str:
        """The row's currency; CurrencyMismatch is left to the business, which alone knows its own once it is open."""
        cells = self._cells
        currency = cells.text(row, "currency").upper() or self._currency
        if not currency:
            cells.complain(row, "currency", "no currency is named", question="currency", remedy=SAY_CURRENCY)
        elif not is_currency(currency):
            cells.complain(row, "currency", f"{currency} is not a currency")
            return ""
        elif self._currency and currency != self._currency:
            cells.complain(row, "currency", f"amounts are in {self._currency} here, not in {currency}")
        return currency

    def _placed_at(self, row: Row) -> Instant:
        return (self._cells.instant(row, "placed_at") if self._cells.needed(row, "placed_at") else None) or 0

    def _line(self, row: Row) -> ImportedLine:
        cells = self._cells
        sku, description = cells.text(row, "sku"), cells.text(row, "description")
        if not sku and not description:
            cells.complain(row, "sku" if cells.has("sku") else "description", "the line names no product")
        price = cells.number(row, "unit_price") if cells.needed(row, "unit_price") else Decimal(0)
        return ImportedLine(
            sku=sku,
            description=description,
            quantity=cells.quantity(row, "quantity"),
            unit_price=price,
            discount_percent=cells.discount(row),
            tax_rate=cells.percent(row, "tax_rate"),
        )

    def _charges(self, heads: list[Row], currency: str) -> tuple[Charge, ...]:
        cells = self._cells
        amount = self._agreed(heads, "freight", lambda row: cells.amount(row, "freight", currency))
        rate = self._agreed(heads, "freight_tax_rate", lambda row: cells.percent(row, "freight_tax_rate"))
        freight = Charge(charge_id=new_id(), kind=FREIGHT, amount=amount, tax_rate=rate)
        said = self._agreed(heads, "other_charges", lambda row: cells.text(row, "other_charges"))
        none: tuple[Charge, ...] = ()
        others = (
            cells.read(heads[0], "other_charges", none, lambda text: parse_charges(text, currency)) if said else none
        )
        return ((freight, *others)) if amount else others

    @staticmethod
    def _address(prefix: str, text: Callable[[str], str]) -> Address:
        return Address(
            name=text("ship_name") if prefix == "ship_" else "",
            street=text(f"{prefix}address"),
            city=text(f"{prefix}city"),
            region=text(f"{prefix}region"),
            postcode=text(f"{prefix}postcode"),
            country=text(f"{prefix}country"),
        )
