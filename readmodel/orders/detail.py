"""One order with its lines and what happened to it, kept up to date."""

from typing import Any

import msgspec

from domain.messages import Recorded
from domain.money import Amount
from domain.orders.content import Charge, OrderStatus
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
from readmodel.orders.tables import ENTRY, HEAD, LINE, TIMELINE
from readmodel.projection import Projection, Rows
from readmodel.scaled import scaled

_DRAFT, _OPEN, _CLOSED, _CANCELLED = (str(status) for status in OrderStatus)

_encode = msgspec.json.Encoder().encode


class OrderDetails(Projection):
    """Keeps every order and draft with its lines, charges, quantities, money and timeline."""

    name = "order_details"
    version = 2
    tables = (HEAD, LINE, ENTRY, TIMELINE)

    def on_order_drafted(self, event: OrderDrafted, at: Recorded, rows: Rows) -> None:
        rows.put(
            HEAD,
            {
                "order_id": event.order_id,
                "status": _DRAFT,
                "version": at.version,
                "currency": event.currency,
                "buyer": "{}",
                "charges": "[]",
                "placed_at": None,
            },
        )
        _tell(rows, at, event.order_id)

    def on_draft_described(self, event: DraftDescribed, at: Recorded, rows: Rows) -> None:
        rows.change(
            HEAD,
            (event.order_id,),
            version=at.version,
            customer_id=event.customer_id or "",
            ship_to="" if event.ship_to is None else _json(event.ship_to),
            charges=_json(event.charges),
            charges_total=_sum_of(event.charges),
            due_on=event.due_on.isoformat() if event.due_on else "",
            reference=event.reference,
        )
        _tell(rows, at, event.order_id)

    def on_line_added(self, event: LineAdded, at: Recorded, rows: Rows) -> None:
        line = event.line
        entry = {"order_id": event.order_id, "line_id": line.line_id, "place": at.position, "entry": _json(line)}
        rows.put(ENTRY, entry)
        rows.change(HEAD, (event.order_id,), version=at.version)
        _tell(rows, at, event.order_id, line_id=line.line_id)

    def on_line_changed(self, event: LineChanged, at: Recorded, rows: Rows) -> None:
        rows.change(ENTRY, (event.order_id, event.line.line_id), entry=_json(event.line))
        rows.change(HEAD, (event.order_id,), version=at.version)
        _tell(rows, at, event.order_id, line_id=event.line.line_id)

    def on_line_removed(self, event: LineRemoved, at: Recorded, rows: Rows) -> None:
        rows.delete(ENTRY, event.order_id, event.line_id)
        rows.change(HEAD, (event.order_id,), version=at.version)
        _tell(rows, at, event.order_id, line_id=event.line_id)

    def on_order_placed(self, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        order_id, totals = event.order_id, event.totals
        if at.version > 1:
            for entry in rows.where(ENTRY, order_id=order_id):
                rows.delete(ENTRY, order_id, entry["line_id"])
        rows.put(
            HEAD,
            {
                "order_id": order_id,
                "version": at.version,
                "number": event.number,
                "source_number": event.source_number,
                "channel": event.channel,
                "status": _OPEN,
                "customer_id": event.customer_id,
                "customer_code": event.customer_code,
                "buyer": _json(event.buyer),
                "ship_to": "",
                "reference": event.reference,
                "currency": event.currency,
                "placed_at": at.occurred_at,
                "due_on": event.due_on.isoformat() if event.due_on else "",
                "charges": _json(event.charges),
                "net": totals.net,
                "charges_total": totals.charges,
                "tax": totals.tax,
                "paid": 0,
            },
        )
        for place, line in enumerate(event.lines):
            rows.put(
                LINE,
                {
                    "order_id": order_id,
                    "line_id": line.line_id,
                    "place": place,
                    "product_id": line.product_id or "",
                    "sku": line.sku,
                    "description": line.description,
                    "unit": line.unit,
                    "quantity": scaled(line.quantity),
                    "unit_price": scaled(line.unit_price),
                    "discount_percent": scaled(line.discount_percent),
                    "tax_rate": scaled(line.tax_rate),
                    "net": line.net,
                    "tracked": int(line.tracked),
                    "set_aside": scaled(line.reserved),
                    "shipped": 0,
                },
            )
        _tell(rows, at, order_id, number=event.number, lines=len(event.lines), total=totals.total)

    def on_line_reserved(self, event: LineReserved, at: Recorded, rows: Rows) -> None:
        rows.add(LINE, (event.order_id, event.line_id), set_aside=scaled(event.quantity))
        rows.change(HEAD, (event.order_id,), version=at.version)
        line = rows.get(LINE, event.order_id, event.line_id)
        assert line is not None, f"order {event.order_id} has no line {event.line_id}"
        what = line["sku"] or line["description"]
        _tell(rows, at, event.order_id, line_id=event.line_id, what=what, quantity=str(event.quantity))

    def on_order_shipped(self, event: OrderShipped, at: Recorded, rows: Rows) -> None:
        for line in event.lines:
            rows.add(LINE, (event.order_id, line.line_id), shipped=scaled(line.quantity))
        rows.change(HEAD, (event.order_id,), version=at.version)
        _tell(rows, at, event.order_id, lines=len(event.lines), tracking=event.tracking)

    def on_payment_recorded(self, event: PaymentRecorded, at: Recorded, rows: Rows) -> None:
        rows.add(HEAD, (event.order_id,), paid=event.amount)
        rows.change(HEAD, (event.order_id,), version=at.version)
        _tell(rows, at, event.order_id, amount=event.amount, method=event.method, reference=event.reference)

    def on_order_noted(self, event: OrderNoted, at: Recorded, rows: Rows) -> None:
        rows.change(HEAD, (event.order_id,), version=at.version)
        _tell(rows, at, event.order_id, text=event.text)

    def on_order_cancelled(self, event: OrderCancelled, at: Recorded, rows: Rows) -> None:
        rows.change(HEAD, (event.order_id,), version=at.version, status=_CANCELLED)
        _tell(rows, at, event.order_id, reason=event.reason)

    def on_order_completed(self, event: OrderCompleted, at: Recorded, rows: Rows) -> None:
        rows.change(HEAD, (event.order_id,), version=at.version, status=_CLOSED)
        _tell(rows, at, event.order_id)


def _tell(rows: Rows, at: Recorded, order_id: str, **facts: str | int) -> None:
    """Note something that happened to the order, with what the screen needs to put it into words."""
    rows.append(
        TIMELINE,
        order_id,
        at.position,
        at.occurred_at,
        at.recorded_at,
        at.actor,
        type(at.event).__name__,
        _json(facts) if facts else "{}",
    )


def _sum_of(charges: tuple[Charge, ...]) -> Amount:
    return sum(charge.amount for charge in charges)


def _json(value: Any) -> str:
    return _encode(value).decode()
