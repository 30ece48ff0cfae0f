"""Answering for one order: what is kept of it, and for a draft what its products and customer say now."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from domain.addresses import Address
from domain.customers.events import CustomerPersonal
from domain.money import Taxed, TaxRounding, line_net, tax_of
from domain.orders.content import Buyer, Charge, LineEntry, OrderStatus
from domain.products.events import ProductDetails
from readmodel.answering import Reader, answers
from readmodel.orders.badges import LineGoods, balance_of, goods_of, payment_of
from readmodel.orders.detail_answers import GetOrder, OrderCharge, OrderDetail, OrderLine, TimelineEntry
from readmodel.scaled import unscaled

_NONE = Decimal(0)

_address = msgspec.json.Decoder(Address).decode
_buyer = msgspec.json.Decoder(Buyer).decode
_charges = msgspec.json.Decoder(tuple[Charge, ...]).decode
_details = msgspec.json.Decoder(ProductDetails).decode
_entry = msgspec.json.Decoder(LineEntry).decode
_facts = msgspec.json.Decoder(dict[str, str | int | None]).decode
_personal = msgspec.json.Decoder(CustomerPersonal).decode


class Party(msgspec.Struct, frozen=True):
    """Who an order is for, and its customer's code."""

    code: str
    buyer: Buyer


@answers(GetOrder)
def get_order(reader: Reader, query: GetOrder) -> OrderDetail | None:
    """One order or draft, with everything the detail pane shows."""
    head = reader.one("SELECT * FROM order_head WHERE order_id = ?", query.order_id)
    if head is None:
        return None
    charges, lines = _charges(head["charges"]), lines_of(reader, head)
    if head["number"]:
        tax, party = head["tax"], Party(head["customer_code"], _buyer(head["buyer"]))
    else:
        tax, party = _tax(reader, lines, charges), _draft_party(reader, head)
    net = sum(line.net for line in lines)
    total = net + head["charges_total"] + tax
    goods = [LineGoods(line.open, line.tracked, line.reserved) for line in lines]
    shipped = any(line.shipped for line in lines)
    return OrderDetail(
        order_id=query.order_id,
        version=head["version"],
        number=head["number"],
        source_number=head["source_number"],
        channel=head["channel"],
        status=head["status"],
        fulfilment=goods_of(head["status"], goods, shipped=shipped).fulfilment,
        payment=payment_of(head["status"], total, head["paid"], shipped=shipped),
        customer_id=head["customer_id"] or None,
        customer_code=party.code,
        customer_name=party.buyer.name,
        email=party.buyer.email,
        bill_to=party.buyer.bill_to,
        ship_to=party.buyer.ship_to,
        reference=head["reference"],
        currency=head["currency"],
        placed_at=head["placed_at"],
        due_on=date.fromisoformat(head["due_on"]) if head["due_on"] else None,
        lines=lines,
        charges=tuple(
            OrderCharge(charge_id=c.charge_id, kind=c.kind, amount=c.amount, tax_rate=c.tax_rate) for c in charges
        ),
        net=net,
        charges_total=head["charges_total"],
        tax=tax,
        total=total,
        paid=head["paid"],
        balance=balance_of(head["status"], total, head["paid"]),
        timeline=_timeline(reader, query.order_id),
    )


def lines_of(reader: Reader, head: sqlite3.Row) -> tuple[OrderLine, ...]:
    """The lines of an order or draft, given by its head, in its own order."""
    if not head["number"]:
        return _draft_lines(reader, head)
    cancelled = head["status"] == OrderStatus.CANCELLED
    rows = reader.all("SELECT * FROM order_line WHERE order_id = ? ORDER BY place", head["order_id"])
    return tuple(placed_line(row, cancelled) for row in rows)


def placed_line(row: sqlite3.Row, is_cancelled: bool) -> OrderLine:
    """A row of a placed order's lines; of a cancelled order nothing is reserved."""
    quantity, shipped = unscaled(row["quantity"]), unscaled(row["shipped"])
    # An imported order ships what stock never reserved for it.
    reserved, cancelled = max(unscaled(row["set_aside"]) - shipped, _NONE), _NONE
    if is_cancelled:
        reserved, cancelled = _NONE, quantity - shipped
    goods = LineGoods(quantity - cancelled - shipped, bool(row["tracked"]), reserved)
    return OrderLine(
        line_id=row["line_id"],
        product_id=row["product_id"] or None,
        sku=row["sku"],
        description=row["description"],
        unit=row["unit"],
        quantity=quantity,
        unit_price=unscaled(row["unit_price"]),
        discount_percent=unscaled(row["discount_percent"]),
        tax_rate=unscaled(row["tax_rate"]),
        net=row["net"],
        tracked=goods.tracked,
        reserved=reserved,
        waiting=goods.waiting,
        shipped=shipped,
        cancelled=cancelled,
    )


def _draft_lines(reader: Reader, head: sqlite3.Row) -> tuple[OrderLine, ...]:
    rows = reader.all("SELECT entry FROM order_entry WHERE order_id = ? ORDER BY place", head["order_id"])
    return tuple(_draft_line(reader, _entry(row["entry"]), head["currency"]) for row in rows)


def _draft_line(reader: Reader, entry: LineEntry, currency: str) -> OrderLine:
    """A draft's line as it would be placed now: what it leaves open is the product's own."""
    known = entry.product_id and reader.value("SELECT details FROM product WHERE product_id = ?", entry.product_id)
    details = _details(known) if known else ProductDetails(sku="", name="", tracked=False)
    unit_price = details.price if entry.unit_price is None else entry.unit_price
    return OrderLine(
        line_id=entry.line_id,
        product_id=entry.product_id,
        sku=details.sku,
        description=entry.description or details.name,
        unit=details.unit,
        quantity=entry.quantity,
        unit_price=unit_price,
        discount_percent=entry.discount_percent,
        tax_rate=details.tax_rate if entry.tax_rate is None else entry.tax_rate,
        net=line_net(entry.quantity, unit_price, entry.discount_percent, currency),
        tracked=details.tracked,
        reserved=_NONE,
        waiting=_NONE,
        shipped=_NONE,
        cancelled=_NONE,
        sought=entry.sought,
    )


def _draft_party(reader: Reader, head: sqlite3.Row) -> Party:
    """The customer as of now, and where the draft itself says that goods go."""
    row = reader.one("SELECT code, personal FROM customer WHERE customer_id = ?", head["customer_id"])
    ship_to = _address(head["ship_to"]) if head["ship_to"] else Address()
    if row is None:
        return Party("", Buyer(name="", ship_to=ship_to))
    personal = _personal(row["personal"])
    buyer = Buyer(
        name=personal.name,
        email=personal.email,
        vat_number=personal.vat_number,
        bill_to=personal.billing,
        ship_to=ship_to,
    )
    return Party(row["code"], buyer)


def _tax(reader: Reader, lines: Iterable[OrderLine], charges: Iterable[Charge]) -> int:
    rounding = reader.value("SELECT tax_rounding FROM business") or TaxRounding.PER_DOCUMENT
    parts = [Taxed(line.net, line.tax_rate) for line in lines]
    return tax_of([*parts, *(Taxed(charge.amount, charge.tax_rate) for charge in charges)], TaxRounding(rounding))


def _timeline(reader: Reader, order_id: str) -> tuple[TimelineEntry, ...]:
    rows = reader.all("SELECT * FROM order_timeline WHERE order_id = ? ORDER BY position", order_id)
    return tuple(
        TimelineEntry(
            position=row["position"],
            occurred_at=row["occurred_at"],
            recorded_at=row["recorded_at"],
            actor=row["actor"],
            type=row["type"],
            facts=_facts(row["facts"]),
        )
        for row in rows
    )
