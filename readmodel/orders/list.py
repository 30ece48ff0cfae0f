"""The list of orders: a row per order and draft, what each is found by, and how many there are of each kind."""

from collections.abc import Mapping
from typing import Any, Final

from domain.business.events import BusinessOpened
from domain.customers.events import CustomerAdded, CustomerChanged
from domain.messages import Recorded
from domain.orders.content import LineEntry, OrderStatus
from domain.orders.events import (
    DraftDescribed,
    LineAdded,
    LineChanged,
    LineRemoved,
    LineReserved,
    OrderCancelled,
    OrderCompleted,
    OrderDrafted,
    OrderNoted,
    OrderPlaced,
    OrderShipped,
    PaymentRecorded,
)
from domain.products.events import ProductAdded, ProductChanged
from readmodel.business_days import day_in_zone, keep_zone
from readmodel.folding import folded
from readmodel.listing.natural import natural
from readmodel.orders.badges import LineGoods, balance_of, goods_of, payment_of
from readmodel.orders.detail_answers import Fulfilment, Payment
from readmodel.orders.list_drafts import describe_draft, forget_draft, keep_customer, rename_drafts
from readmodel.orders.list_spans import widen_span
from readmodel.orders.list_tables import (
    CUSTOMERS,
    DRAFTS,
    LAST_ID,
    ORDER_BUYER,
    ORDER_HOLDS,
    ORDER_ITEM,
    ORDER_LIST,
    ORDER_NOTE,
    ORDER_SEARCH,
    ORDER_SPAN,
    ORDER_TALLY,
    PRODUCTS,
    STATE,
    ZONE,
)
from readmodel.orders.list_texts import (
    NO_ITEMS,
    count_buyer,
    forget_texts,
    item_of_entry,
    item_of_line,
    keep_draft_items,
    keep_items,
    keep_note,
    keep_own_text,
    link_item,
    notes_of,
    unlink_item,
)
from readmodel.projection import Projection, Rows
from readmodel.schema import Numbers

_DRAFT, _OPEN, _CLOSED, _CANCELLED = (str(status) for status in OrderStatus)
_SHIPPED: Final = (Fulfilment.PART_SHIPPED, Fulfilment.SHIPPED)
"""The badges of orders of which something left the house."""


class OrderList(Projection):
    """Keeps the list of orders, its search texts and its tally."""

    name = "order_list"
    version = 15
    tables = (
        ORDER_LIST,
        ORDER_SEARCH,
        ORDER_BUYER,
        ORDER_ITEM,
        ORDER_HOLDS,
        ORDER_NOTE,
        ORDER_SPAN,
        ORDER_TALLY,
        STATE,
        CUSTOMERS,
        DRAFTS,
        PRODUCTS,
        LAST_ID,
        ZONE,
    )
    numbers = (
        Numbers(of=ORDER_BUYER, held_by=((ORDER_LIST, "buyer"),)),
        Numbers(of=ORDER_ITEM, held_by=((ORDER_HOLDS, "item"),), listed_by=((ORDER_LIST, "items"), (STATE, "named"))),
    )

    def on_business_opened(self, event: BusinessOpened, at: Recorded, rows: Rows) -> None:
        keep_zone(rows, ZONE, event)

    def on_customer_added(self, event: CustomerAdded, at: Recorded, rows: Rows) -> None:
        keep_customer(rows, event)

    def on_customer_changed(self, event: CustomerChanged, at: Recorded, rows: Rows) -> None:
        keep_customer(rows, event)
        rename_drafts(rows, event.customer_id)

    def on_product_added(self, event: ProductAdded, at: Recorded, rows: Rows) -> None:
        _keep_product(event, rows)

    def on_product_changed(self, event: ProductChanged, at: Recorded, rows: Rows) -> None:
        _keep_product(event, rows)

    def on_order_drafted(self, event: OrderDrafted, at: Recorded, rows: Rows) -> None:
        rows.put(STATE, {"order_id": event.order_id, "id": at.position, "lines": None, "named": None})
        row = _blank(at.position, event.order_id, event.currency)
        row["buyer"] = count_buyer(rows, row, 1)
        keep_own_text(rows, row)
        rows.insert(ORDER_LIST, row)
        widen_span(rows, row)

    def on_draft_described(self, event: DraftDescribed, at: Recorded, rows: Rows) -> None:
        row = dict(_row(rows, _row_id(rows, event.order_id)))
        describe_draft(rows, row, event)
        row |= {"due_on": event.due_on.isoformat() if event.due_on else "", "reference": event.reference}
        rows.put(ORDER_LIST, row)
        widen_span(rows, row)
        keep_own_text(rows, row, notes_of(rows, row["id"]))

    def on_line_added(self, event: LineAdded, at: Recorded, rows: Rows) -> None:
        rows.add(ORDER_LIST, (_row_id(rows, event.order_id),), lines=1)
        _name_line(rows, event.order_id, event.line)

    def on_line_changed(self, event: LineChanged, at: Recorded, rows: Rows) -> None:
        _name_line(rows, event.order_id, event.line)

    def on_line_removed(self, event: LineRemoved, at: Recorded, rows: Rows) -> None:
        row_id, named = _draft_state(rows, event.order_id)
        left = dict(named)
        gone = left.pop(event.line_id)
        rows.add(ORDER_LIST, (row_id,), lines=-1)
        _keep_named(rows, event.order_id, row_id, left, gone=gone)

    def on_order_placed(self, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        drafted = rows.get(STATE, event.order_id) if at.version > 1 else None
        row_id = at.position if drafted is None else drafted["id"]
        if drafted is None:
            items = keep_items(rows, row_id, event.lines)
        else:
            draft = _row(rows, row_id)
            forget_draft(rows, draft)
            count_buyer(rows, draft, -1)
            items = keep_draft_items(rows, row_id, draft["items"], [item_of_line(rows, line) for line in event.lines])
        lines = {line.line_id: LineGoods(line.quantity, line.tracked, line.reserved) for line in event.lines}
        goods = goods_of(_OPEN, lines.values(), shipped=False)
        total = event.totals.total
        buyer = event.buyer
        row = {
            "id": row_id,
            "order_id": event.order_id,
            "number": event.number,
            "number_key": natural(event.number),
            "source_number": event.source_number,
            "customer_id": event.customer_id,
            "customer_code": event.customer_code,
            "customer_name": buyer.name,
            "customer_key": folded(buyer.name),
            "city": buyer.ship_to.city or buyer.bill_to.city,
            "country": buyer.ship_to.country or buyer.bill_to.country,
            "items": items,
            "placed_at": at.occurred_at,
            "due_on": event.due_on.isoformat() if event.due_on else "",
            "shipped_on": "",
            "status": _OPEN,
            "fulfilment": str(goods.fulfilment),
            "payment": str(payment_of(_OPEN, total, 0, shipped=False)),
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
        row["buyer"] = count_buyer(rows, row, 1)
        rows.put(STATE, {"order_id": event.order_id, "id": row_id, "lines": lines, "named": None})
        if drafted is None:
            keep_own_text(rows, row)
            rows.insert(ORDER_LIST, row)
        else:
            keep_own_text(rows, row, notes_of(rows, row_id))
            rows.put(ORDER_LIST, row)
        widen_span(rows, row)

    def on_line_reserved(self, event: LineReserved, at: Recorded, rows: Rows) -> None:
        row_id, lines = _state(rows, event.order_id)
        served = lines[event.line_id].reserve(event.quantity)
        _goods_moved(rows, event.order_id, row_id, {**lines, event.line_id: served})

    def on_order_shipped(self, event: OrderShipped, at: Recorded, rows: Rows) -> None:
        row_id, lines = _state(rows, event.order_id)
        left = dict(lines)
        for part in event.lines:
            line = left[part.line_id]
            if part.quantity == line.open:
                del left[part.line_id]
            else:
                left[part.line_id] = line.ship(part.quantity)
        day = day_in_zone(rows, ZONE, at.occurred_at)
        _goods_moved(rows, event.order_id, row_id, left, shipped_on=day)

    def on_payment_recorded(self, event: PaymentRecorded, at: Recorded, rows: Rows) -> None:
        row = _row(rows, _row_id(rows, event.order_id))
        paid = row["paid"] + event.amount
        shipped = row["fulfilment"] in _SHIPPED
        payment = str(payment_of(row["status"], row["total"], paid, shipped=shipped))
        balance = balance_of(row["status"], row["total"], paid)
        _change(rows, row, paid=paid, balance=balance, payment=payment)

    def on_order_noted(self, event: OrderNoted, at: Recorded, rows: Rows) -> None:
        row = rows.get(ORDER_LIST, _row_id(rows, event.order_id))
        if row is None:
            # A discarded draft can still be written about, but is not looked for.
            return
        keep_own_text(rows, row, keep_note(rows, row["id"], event.text))

    def on_order_cancelled(self, event: OrderCancelled, at: Recorded, rows: Rows) -> None:
        row = _row(rows, _row_id(rows, event.order_id))
        rows.change(STATE, (event.order_id,), lines=None, named=None)
        if row["status"] == _DRAFT:
            # A discarded draft was never an order: nobody looks for it among them.
            forget_draft(rows, row)
            count_buyer(rows, row, -1)
            keep_draft_items(rows, row["id"], row["items"], ())
            forget_texts(rows, row["id"])
            rows.delete(ORDER_LIST, row["id"])
            return
        _change(
            rows,
            row,
            status=_CANCELLED,
            balance=balance_of(_CANCELLED, row["total"], row["paid"]),
            fulfilment=str(Fulfilment.CANCELLED),
            payment=str(Payment.NONE),
            shippable=0,
            waiting=0,
        )

    def on_order_completed(self, event: OrderCompleted, at: Recorded, rows: Rows) -> None:
        row_id = _row_id(rows, event.order_id)
        rows.change(STATE, (event.order_id,), lines=None)
        _change(rows, _row(rows, row_id), status=_CLOSED)


def _name_line(rows: Rows, order_id: str, line: LineEntry) -> None:
    """Let a draft be found by what one of its lines names."""
    row_id, named = _draft_state(rows, order_id)
    gone, come = named.get(line.line_id), item_of_entry(rows, line)
    if gone != come:
        _keep_named(rows, order_id, row_id, {**named, line.line_id: come}, gone, come)


def _keep_named(
    rows: Rows, order_id: str, row_id: int, named: dict[str, int], gone: int | None = None, come: int | None = None
) -> None:
    """Keep what a draft's lines name, of which one item may have gone and another have come: no more is gone through,
    since an order may have thousands of lines, each of which comes with an event of its own."""
    before = items = _row(rows, row_id)["items"]
    if come is not None:
        items = link_item(rows, row_id, items, come)
    if gone is not None and gone not in named.values():
        items = unlink_item(rows, row_id, items, gone)
    if items != before:
        rows.change(ORDER_LIST, (row_id,), items=items)
    rows.change(STATE, (order_id,), named=named)


def _goods_moved(rows: Rows, order_id: str, row_id: int, lines: dict[str, LineGoods], shipped_on: str = "") -> None:
    row = _row(rows, row_id)
    last = max(row["shipped_on"], shipped_on)
    shipped = bool(last)
    goods = goods_of(row["status"], lines.values(), shipped=shipped)
    rows.change(STATE, (order_id,), lines=lines)
    _change(
        rows,
        row,
        fulfilment=str(goods.fulfilment),
        payment=str(payment_of(row["status"], row["total"], row["paid"], shipped=shipped)),
        shippable=int(goods.shippable),
        waiting=int(goods.waiting),
        shipped_on=last,
    )


def _change(rows: Rows, row: Mapping[str, Any], **values: Any) -> None:
    """Set columns of a row that differ."""
    changed = {column: value for column, value in values.items() if row[column] != value}
    if changed:
        rows.change(ORDER_LIST, (row["id"],), **changed)
    if "shipped_on" in changed:
        widen_span(rows, {"id": row["id"], "shipped_on": changed["shipped_on"]})


def _blank(row_id: int, order_id: str, currency: str) -> dict[str, Any]:
    numbers = dict.fromkeys(
        ("buyer", "placed_at", "shippable", "waiting", "lines", "net", "total", "paid", "balance"), 0
    )
    texts = {column.name: "" for column in ORDER_LIST.columns if column.name not in numbers}
    badges = {"status": _DRAFT, "fulfilment": str(Fulfilment.NONE), "payment": str(Payment.NONE)}
    return {**texts, **numbers, **badges, "id": row_id, "order_id": order_id, "currency": currency, "items": NO_ITEMS}


def _row_id(rows: Rows, order_id: str) -> int:
    state = rows.get(STATE, order_id)
    assert state is not None, f"order {order_id} has no first event"
    row_id: int = state["id"]
    return row_id


def _row(rows: Rows, row_id: int) -> Mapping[str, Any]:
    row = rows.get(ORDER_LIST, row_id)
    assert row is not None, f"row {row_id} of the order list is missing"
    return row


def _state(rows: Rows, order_id: str) -> tuple[int, Mapping[str, LineGoods]]:
    state = rows.get(STATE, order_id)
    assert state is not None, f"order {order_id} has no first event"
    return state["id"], state["lines"]


def _draft_state(rows: Rows, order_id: str) -> tuple[int, Mapping[str, int]]:
    state = rows.get(STATE, order_id)
    assert state is not None, f"order {order_id} has no first event"
    return state["id"], state["named"] or {}


def _keep_product(event: ProductAdded | ProductChanged, rows: Rows) -> None:
    details = event.details
    rows.put(
        PRODUCTS,
        {"product_id": event.product_id, "sku": details.sku, "name": details.name, "category": details.category},
    )
