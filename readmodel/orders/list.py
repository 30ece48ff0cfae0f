"""The list of orders: a row per order and draft, and the filters by which work is found in it."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from domain.business.events import BusinessOpened
from domain.customers.events import CustomerAdded, CustomerChanged
from domain.messages import Recorded
from domain.orders.content import OrderStatus
from domain.orders.events import (
    DraftDescribed,
    LineAdded,
    LineRemoved,
    LineReserved,
    OrderCancelled,
    OrderCompleted,
    OrderDrafted,
    OrderPlaced,
    OrderShipped,
    PaymentRecorded,
)
from readmodel.business_days import day_in_zone, keep_zone, zone_table
from readmodel.folding import folded
from readmodel.listing.columns import identifier, shelf, sorted_by, unique_key
from readmodel.listing.natural import natural
from readmodel.listing.spec import FULLTEXT
from readmodel.orders.badges import LineGoods, goods_of, payment_of
from readmodel.orders.detail_answers import Fulfilment, Payment
from readmodel.projection import Projection, Rows
from readmodel.schema import amount, fulltext, instant, integer, table, text

SORTED: Final = (
    "number_key",
    "source_number",
    "customer_code",
    "customer_key",
    "placed_at",
    "due_on",
    "status",
    "fulfilment",
    "payment",
    "lines",
    "net",
    "total",
    "paid",
    "balance",
    "reference",
)
"""Columns that the list can be sorted by."""

OPEN_ORDERS: Final = "order_list_open"
"""The index of the orders that are worked on, whatever they are sorted by."""

UNSHIPPED_ORDERS: Final = "order_list_unshipped"
"""That of the fewer ones of which something is to go out: many an open order only waits for its payment."""

_TOLD_APART_BY: Final = ("due_on", "shippable", "waiting", "payment")
_ON_THE_SHELF: Final = (*_TOLD_APART_BY, *(column for column in SORTED if column not in _TOLD_APART_BY))

ORDER_LIST: Final = table(
    "order_list",
    integer("id", key=True),
    text("order_id"),
    identifier("number"),
    text("number_key"),
    identifier("source_number"),
    text("customer_id"),
    identifier("customer_code"),
    text("customer_name"),
    text("customer_key"),
    instant("placed_at"),
    text("placed_day"),
    text("due_on"),
    text("status"),
    text("fulfilment"),
    text("payment"),
    integer("shippable"),
    integer("waiting"),
    integer("lines"),
    amount("net"),
    amount("total"),
    amount("paid"),
    amount("balance"),
    identifier("reference"),
    text("currency"),
    unique_key("order_list", "order_id"),
    *sorted_by("order_list", "number", *SORTED),
    shelf(OPEN_ORDERS, "status = 'open'", *_ON_THE_SHELF),
    shelf(UNSHIPPED_ORDERS, "status = 'open' AND (shippable = 1 OR waiting = 1)", *_ON_THE_SHELF),
)
"""``id`` is the position of the order's first event; ``shippable`` and ``waiting`` are flags of its goods."""

ORDER_SEARCH: Final = fulltext("order_search", "text", kept=("shared",), options=FULLTEXT)
"""What is searched: an order's own numbers, and the customer's, which it shares with many others."""

ORDER_CUSTOMER: Final = table(
    "order_list_named",
    text("customer_code", key=True),
    text("customer_key", key=True),
    text("text"),
    integer("n"),
)
"""Every customer as orders name them, with the folded text that is searched, and on how many orders."""

ORDER_TALLY: Final = table(
    "order_tally",
    text("status", key=True),
    text("payment", key=True),
    text("due_on", key=True),
    integer("shippable", key=True),
    integer("waiting", key=True),
    integer("n"),
)
"""How many orders there are of each kind that a filter can tell apart; due dates only matter while an order is open."""

_STATE: Final = table("order_list_state", text("order_id", key=True), integer("id"), text("lines"))
_CUSTOMERS: Final = table("order_list_customer", text("customer_id", key=True), text("code"), text("name"))
_ZONE: Final = zone_table("order_list_zone")

_LINES: Final = msgspec.json.Decoder(dict[str, LineGoods])
_NO_LINES: Final = ""


class OrderList(Projection):
    """Keeps the list of orders, its search texts and its tally."""

    name = "order_list"
    version = 2
    tables = (ORDER_LIST, ORDER_SEARCH, ORDER_CUSTOMER, ORDER_TALLY, _STATE, _CUSTOMERS, _ZONE)

    def on_business_opened(self, event: BusinessOpened, at: Recorded, rows: Rows) -> None:
        keep_zone(rows, _ZONE, event)

    def on_customer_added(self, event: CustomerAdded, at: Recorded, rows: Rows) -> None:
        _keep_customer(event, rows)

    def on_customer_changed(self, event: CustomerChanged, at: Recorded, rows: Rows) -> None:
        _keep_customer(event, rows)

    def on_order_drafted(self, event: OrderDrafted, at: Recorded, rows: Rows) -> None:
        rows.put(_STATE, {"order_id": event.order_id, "id": at.position, "lines": _NO_LINES})
        row = _blank(at.position, event.order_id, event.currency)
        rows.put(ORDER_SEARCH, {"rowid": at.position, "text": "", "shared": ""})
        _count_customer(rows, row, 1)
        rows.add(ORDER_TALLY, _kind(row), n=1)
        rows.put(ORDER_LIST, row)

    def on_draft_described(self, event: DraftDescribed, at: Recorded, rows: Rows) -> None:
        customer = rows.get(_CUSTOMERS, event.customer_id) if event.customer_id else None
        code, name = (customer["code"], customer["name"]) if customer else ("", "")
        row_id = _row_id(rows, event.order_id)
        _count_customer(rows, _row(rows, row_id), -1)
        rows.change(
            ORDER_LIST,
            (row_id,),
            customer_id=event.customer_id or "",
            customer_code=code,
            customer_name=name,
            customer_key=folded(name),
            due_on=event.due_on.isoformat() if event.due_on else "",
            reference=event.reference,
        )
        rows.put(ORDER_SEARCH, {"rowid": row_id, "text": _searched(event.reference), "shared": _searched(code, name)})
        _count_customer(rows, _row(rows, row_id), 1)

    def on_line_added(self, event: LineAdded, at: Recorded, rows: Rows) -> None:
        rows.add(ORDER_LIST, (_row_id(rows, event.order_id),), lines=1)

    def on_line_removed(self, event: LineRemoved, at: Recorded, rows: Rows) -> None:
        rows.add(ORDER_LIST, (_row_id(rows, event.order_id),), lines=-1)

    def on_order_placed(self, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        drafted = rows.get(_STATE, event.order_id) if at.version > 1 else None
        if drafted is not None:
            draft = _row(rows, drafted["id"])
            rows.add(ORDER_TALLY, _kind(draft), n=-1)
            _count_customer(rows, draft, -1)
        row_id = at.position if drafted is None else drafted["id"]
        lines = {line.line_id: LineGoods(line.quantity, line.tracked, line.reserved) for line in event.lines}
        goods = goods_of(OrderStatus.OPEN, lines.values())
        total = event.totals.total
        row = {
            "id": row_id,
            "order_id": event.order_id,
            "number": event.number,
            "number_key": natural(event.number),
            "source_number": event.source_number,
            "customer_id": event.customer_id,
            "customer_code": event.customer_code,
            "customer_name": event.buyer.name,
            "customer_key": folded(event.buyer.name),
            "placed_at": at.occurred_at,
            "placed_day": day_in_zone(rows, _ZONE, at.occurred_at),
            "due_on": event.due_on.isoformat() if event.due_on else "",
            "status": str(OrderStatus.OPEN),
            "fulfilment": str(goods.fulfilment),
            "payment": str(payment_of(OrderStatus.OPEN, total, 0, shipped=False)),
            "shippable": int(goods.shippable),
            "waiting": int(goods.waiting),
            "lines": len(event.lines),
            "net": event.totals.net,
            "total": total,
            "paid": 0,
            "balance": total,
            "reference": event.reference,
            "currency": event.currency,
        }
        own = _searched(event.number, event.source_number, event.reference)
        rows.put(ORDER_SEARCH, {"rowid": row_id, "text": own, "shared": _count_customer(rows, row, 1)})
        rows.put(_STATE, {"order_id": event.order_id, "id": row_id, "lines": _packed(lines)})
        rows.add(ORDER_TALLY, _kind(row), n=1)
        rows.put(ORDER_LIST, row)

    def on_line_reserved(self, event: LineReserved, at: Recorded, rows: Rows) -> None:
        row_id, lines = _state(rows, event.order_id)
        lines[event.line_id].reserve(event.quantity)
        _goods_moved(rows, event.order_id, row_id, lines)

    def on_order_shipped(self, event: OrderShipped, at: Recorded, rows: Rows) -> None:
        row_id, lines = _state(rows, event.order_id)
        for shipped in event.lines:
            lines[shipped.line_id].ship(shipped.quantity)
        _goods_moved(rows, event.order_id, row_id, lines)

    def on_payment_recorded(self, event: PaymentRecorded, at: Recorded, rows: Rows) -> None:
        row = _row(rows, _row_id(rows, event.order_id))
        paid = row["paid"] + event.amount
        shipped = row["fulfilment"] in (Fulfilment.PART_SHIPPED, Fulfilment.SHIPPED)
        payment = str(payment_of(row["status"], row["total"], paid, shipped=shipped))
        _change(rows, row, paid=paid, balance=row["total"] - paid, payment=payment)

    def on_order_cancelled(self, event: OrderCancelled, at: Recorded, rows: Rows) -> None:
        row = _row(rows, _row_id(rows, event.order_id))
        rows.change(_STATE, (event.order_id,), lines=_NO_LINES)
        if row["status"] == OrderStatus.DRAFT:
            # A discarded draft was never an order: nobody looks for it among them.
            rows.add(ORDER_TALLY, _kind(row), n=-1)
            _count_customer(rows, row, -1)
            rows.delete(ORDER_SEARCH, row["id"])
            rows.delete(ORDER_LIST, row["id"])
            return
        _change(
            rows,
            row,
            status=str(OrderStatus.CANCELLED),
            fulfilment=str(Fulfilment.CANCELLED),
            payment=str(Payment.NONE),
            shippable=0,
            waiting=0,
        )

    def on_order_completed(self, event: OrderCompleted, at: Recorded, rows: Rows) -> None:
        row_id = _row_id(rows, event.order_id)
        rows.change(_STATE, (event.order_id,), lines=_NO_LINES)
        _change(rows, _row(rows, row_id), status=str(OrderStatus.CLOSED))


def _goods_moved(rows: Rows, order_id: str, row_id: int, lines: dict[str, LineGoods]) -> None:
    row = _row(rows, row_id)
    goods = goods_of(row["status"], lines.values())
    shipped = any(line.shipped for line in lines.values())
    rows.change(_STATE, (order_id,), lines=_packed(lines))
    _change(
        rows,
        row,
        fulfilment=str(goods.fulfilment),
        payment=str(payment_of(row["status"], row["total"], row["paid"], shipped=shipped)),
        shippable=int(goods.shippable),
        waiting=int(goods.waiting),
    )


def _change(rows: Rows, row: Mapping[str, Any], **values: Any) -> None:
    """Set columns of a row that differ, and move it in the tally."""
    changed = {column: value for column, value in values.items() if row[column] != value}
    if not changed:
        return
    before = _kind(row)
    rows.change(ORDER_LIST, (row["id"],), **changed)
    after = _kind(row)
    if before != after:
        rows.add(ORDER_TALLY, before, n=-1)
        rows.add(ORDER_TALLY, after, n=1)


def _count_customer(rows: Rows, row: Mapping[str, Any], by: int) -> str:
    """Count an order to its customer, or off; the customer's folded text."""
    code, key = row["customer_code"], row["customer_key"]
    named = rows.get(ORDER_CUSTOMER, code, key)
    if named is None:
        searched = _searched(code, key)
        rows.put(ORDER_CUSTOMER, {"customer_code": code, "customer_key": key, "text": searched, "n": by})
        return searched
    rows.add(ORDER_CUSTOMER, (code, key), n=by)
    return str(named["text"])


def _kind(row: Mapping[str, Any]) -> tuple[Any, ...]:
    due_on = row["due_on"] if row["status"] == OrderStatus.OPEN else ""
    return row["status"], row["payment"], due_on, row["shippable"], row["waiting"]


def _blank(row_id: int, order_id: str, currency: str) -> dict[str, Any]:
    numbers = dict.fromkeys(("placed_at", "shippable", "waiting", "lines", "net", "total", "paid", "balance"), 0)
    texts = {column.name: "" for column in ORDER_LIST.columns if column.name not in numbers}
    badges = {"status": str(OrderStatus.DRAFT), "fulfilment": str(Fulfilment.NONE), "payment": str(Payment.NONE)}
    return {**texts, **numbers, **badges, "id": row_id, "order_id": order_id, "currency": currency}


def _row_id(rows: Rows, order_id: str) -> int:
    state = rows.get(_STATE, order_id)
    assert state is not None, f"order {order_id} has no first event"
    row_id: int = state["id"]
    return row_id


def _row(rows: Rows, row_id: int) -> Mapping[str, Any]:
    row = rows.get(ORDER_LIST, row_id)
    assert row is not None, f"row {row_id} of the order list is missing"
    return row


def _state(rows: Rows, order_id: str) -> tuple[int, dict[str, LineGoods]]:
    state = rows.get(_STATE, order_id)
    assert state is not None, f"order {order_id} has no first event"
    return state["id"], _LINES.decode(state["lines"])


def _packed(lines: dict[str, LineGoods]) -> str:
    return msgspec.json.encode(lines).decode()


def _keep_customer(event: CustomerAdded | CustomerChanged, rows: Rows) -> None:
    rows.put(_CUSTOMERS, {"customer_id": event.customer_id, "code": event.code, "name": event.personal.name})


def _searched(*texts: str) -> str:
    return "\n".join(folded(text) for text in texts if text)
