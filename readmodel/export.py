"""What an export asks for: everything there is of a subject, a chunk at a time, in the order it came into being.

``after`` is the ``id`` of the last record of the chunk before, 0 for the first chunk; an empty answer is the end.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
from msgspec import Struct

from domain.customers.events import CustomerPersonal
from domain.instants import Instant
from domain.money import Amount
from domain.orders.content import Buyer, Charge, OrderStatus
from domain.products.events import ProductDetails
from readmodel.answering import Reader, answers
from readmodel.orders.answering import placed_line
from readmodel.orders.detail_answers import OrderLine
from readmodel.query import Query
from readmodel.scaled import unscaled

CHUNK = 500


class ExportedOrder(Struct, frozen=True, kw_only=True):
    """An order that was placed, cancelled ones included; ``shipped_at`` is when the last of it left."""

    id: int
    number: str
    source_number: str
    channel: str
    status: str
    fulfilment: str
    payment: str
    customer_code: str
    buyer: Buyer
    reference: str
    currency: str
    placed_at: Instant
    due_on: date | None
    shipped_at: Instant | None
    lines: tuple[OrderLine, ...]
    charges: tuple[Charge, ...]
    net: Amount
    charges_total: Amount
    tax: Amount
    total: Amount
    paid: Amount
    balance: Amount
    notes: tuple[str, ...]


class ExportedCustomer(Struct, frozen=True, kw_only=True):
    """A customer with figures; cancelled orders count for nothing."""

    id: int
    code: str
    personal: CustomerPersonal
    orders: int
    turnover: Amount
    last_order_at: Instant | None


class ExportedProduct(Struct, frozen=True, kw_only=True):
    """A product with its stock."""

    id: int
    details: ProductDetails
    on_hand: Decimal
    reserved: Decimal
    waiting: Decimal


class OrdersToExport(Query[tuple[ExportedOrder, ...]], frozen=True, kw_only=True):
    """Orders that were placed; drafts are none yet."""

    after: int = 0
    limit: int = CHUNK


class CustomersToExport(Query[tuple[ExportedCustomer, ...]], frozen=True, kw_only=True):
    """Customers with their figures."""

    after: int = 0
    limit: int = CHUNK


class ProductsToExport(Query[tuple[ExportedProduct, ...]], frozen=True, kw_only=True):
    """Products with their stock."""

    after: int = 0
    limit: int = CHUNK


class ImportedNumbers(Query[frozenset[str]], frozen=True, kw_only=True):
    """The source numbers that orders of a channel were imported under, for a dry run to know them."""

    channel: str = "file"


_buyer = msgspec.json.Decoder(Buyer).decode
_charges = msgspec.json.Decoder(tuple[Charge, ...]).decode
_personal = msgspec.json.Decoder(CustomerPersonal).decode
_details = msgspec.json.Decoder(ProductDetails).decode
_facts = msgspec.json.Decoder(dict[str, str | int | None]).decode


@answers(OrdersToExport)
def orders_to_export(reader: Reader, query: OrdersToExport) -> tuple[ExportedOrder, ...]:
    """A chunk of orders, their lines and notes fetched in one go each."""
    heads = reader.all(
        "SELECT l.id, l.fulfilment, l.payment, l.total, l.balance, h.* FROM order_list AS l "
        "JOIN order_head AS h USING (order_id) WHERE l.id > ? AND h.number <> '' ORDER BY l.id LIMIT ?",
        query.after,
        query.limit,
    )
    if not heads:
        return ()
    span = (query.after, heads[-1]["id"])
    lines = _by_order(
        reader.all(
            "SELECT line.* FROM order_list AS l JOIN order_line AS line USING (order_id) "
            "WHERE l.id > ? AND l.id <= ? ORDER BY l.id, line.place",
            *span,
        )
    )
    told = _by_order(
        reader.all(
            "SELECT t.order_id, t.type, t.occurred_at, t.facts FROM order_list AS l JOIN order_timeline AS t "
            "USING (order_id) WHERE l.id > ? AND l.id <= ? AND t.type IN ('OrderNoted', 'OrderShipped') "
            "ORDER BY l.id, t.position",
            *span,
        )
    )
    return tuple(_order(head, lines[head["order_id"]], told.get(head["order_id"], ())) for head in heads)


@answers(CustomersToExport)
def customers_to_export(reader: Reader, query: CustomersToExport) -> tuple[ExportedCustomer, ...]:
    """A chunk of customers."""
    rows = reader.all(
        "SELECT c.id, c.code, c.personal, f.orders, f.turnover, f.last_order_at FROM customer_list AS l "
        "JOIN customer AS c USING (customer_id) LEFT JOIN customer_figures AS f USING (customer_id) "
        "WHERE l.id > ? ORDER BY l.id LIMIT ?",
        query.after,
        query.limit,
    )
    return tuple(
        ExportedCustomer(
            id=row["id"],
            code=row["code"],
            personal=_personal(row["personal"]),
            orders=row["orders"] or 0,
            turnover=row["turnover"] or 0,
            last_order_at=row["last_order_at"],
        )
        for row in rows
    )


@answers(ProductsToExport)
def products_to_export(reader: Reader, query: ProductsToExport) -> tuple[ExportedProduct, ...]:
    """A chunk of products."""
    rows = reader.all(
        "SELECT p.id, p.details, s.on_hand, s.reserved, s.waiting FROM product_list AS l "
        "JOIN product AS p USING (product_id) LEFT JOIN stock AS s USING (product_id) "
        "WHERE l.id > ? ORDER BY l.id LIMIT ?",
        query.after,
        query.limit,
    )
    return tuple(
        ExportedProduct(
            id=row["id"],
            details=_details(row["details"]),
            on_hand=unscaled(row["on_hand"] or 0),
            reserved=unscaled(row["reserved"] or 0),
            waiting=unscaled(row["waiting"] or 0),
        )
        for row in rows
    )


@answers(ImportedNumbers)
def imported_numbers(reader: Reader, query: ImportedNumbers) -> frozenset[str]:
    """All of them; a file may ask about any."""
    rows = reader.all("SELECT source_number FROM order_head WHERE channel = ? AND source_number <> ''", query.channel)
    return frozenset(row["source_number"] for row in rows)


def _by_order(rows: Sequence[sqlite3.Row]) -> dict[str, list[sqlite3.Row]]:
    found: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        found.setdefault(row["order_id"], []).append(row)
    return found


def _order(head: sqlite3.Row, lines: Sequence[sqlite3.Row], told: Sequence[sqlite3.Row]) -> ExportedOrder:
    shipments = [row["occurred_at"] for row in told if row["type"] == "OrderShipped"]
    return ExportedOrder(
        id=head["id"],
        number=head["number"],
        source_number=head["source_number"],
        channel=head["channel"],
        status=head["status"],
        fulfilment=head["fulfilment"],
        payment=head["payment"],
        customer_code=head["customer_code"],
        buyer=_buyer(head["buyer"]),
        reference=head["reference"],
        currency=head["currency"],
        placed_at=head["placed_at"],
        due_on=date.fromisoformat(head["due_on"]) if head["due_on"] else None,
        shipped_at=max(shipments, default=None),
        lines=tuple(placed_line(row, head["status"] == OrderStatus.CANCELLED) for row in lines),
        charges=_charges(head["charges"]),
        net=head["net"],
        charges_total=head["charges_total"],
        tax=head["tax"],
        total=head["total"],
        paid=head["paid"],
        balance=head["balance"],
        notes=tuple(str(_facts(row["facts"])["text"]) for row in told if row["type"] == "OrderNoted"),
    )
