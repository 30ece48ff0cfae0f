"""Orders as files: in CSV a row per line, which can be imported elsewhere; in JSON an object per order."""

from collections.abc import Iterator
from typing import Any

from domain.addresses import Address
from domain.orders.content import OrderStatus
from readmodel.export import ExportedOrder
from readmodel.orders.detail_answers import Fulfilment, OrderLine
from ui.exporting.values import amount, day, decimal, guarded, moment, yes
from ui.importing.charges import FREIGHT, written_charges

COLUMNS = (
    "order_number", "source_number", "status", "fulfilment", "payment",
    "placed_at", "due_on", "shipped_at", "cancelled",
    "customer_code", "customer_name", "email", "vat_number",
    "bill_address", "bill_city", "bill_region", "bill_postcode", "bill_country",
    "ship_name", "ship_address", "ship_city", "ship_region", "ship_postcode", "ship_country",
    "reference", "currency", "sku", "description", "unit", "quantity", "unit_price", "discount_percent", "tax_rate",
    "line_net", "freight", "freight_tax_rate", "other_charges", "net", "charges", "tax", "total", "paid", "balance",
    "note",
)  # fmt: skip


def rows(order: ExportedOrder, time_zone: str) -> Iterator[list[str]]:
    """A row for every line; what belongs to the order stands in each of them."""
    head, tail = _head(order, time_zone), _tail(order)
    for line in order.lines:
        yield [*head, *_line(line, order.currency), *tail]


def as_object(order: ExportedOrder, time_zone: str) -> dict[str, Any]:
    """The order with its lines, as documented."""
    currency = order.currency
    return {
        "number": order.number,
        "source_number": order.source_number,
        "status": order.status,
        "fulfilment": order.fulfilment,
        "payment": order.payment,
        "customer": {"code": order.customer_code, "name": order.buyer.name},
        "placed_at": moment(order.placed_at, time_zone),
        "due_on": order.due_on,
        "currency": currency,
        "lines": [
            {
                "sku": line.sku,
                "description": line.description,
                "quantity": decimal(line.quantity),
                "unit_price": decimal(line.unit_price),
                "discount_percent": decimal(line.discount_percent),
                "tax_rate": decimal(line.tax_rate),
                "net": amount(line.net, currency),
            }
            for line in order.lines
        ],
        "net": amount(order.net, currency),
        "charges": amount(order.charges_total, currency),
        "tax": amount(order.tax, currency),
        "total": amount(order.total, currency),
        "paid": amount(order.paid, currency),
        "balance": amount(order.balance, currency),
    }


def _head(order: ExportedOrder, time_zone: str) -> list[str]:
    buyer = order.buyer
    shipped = order.shipped_at if order.fulfilment == Fulfilment.SHIPPED else None
    return [
        guarded(order.number),
        guarded(order.source_number),
        order.status,
        order.fulfilment,
        order.payment,
        moment(order.placed_at, time_zone),
        day(order.due_on),
        moment(shipped, time_zone),
        yes(order.status == OrderStatus.CANCELLED),
        guarded(order.customer_code),
        *map(guarded, (buyer.name, buyer.email, buyer.vat_number)),
        *_address(buyer.bill_to),
        guarded(buyer.ship_to.name),
        *_address(buyer.ship_to),
        guarded(order.reference),
        order.currency,
    ]


def _address(address: Address) -> Iterator[str]:
    return map(guarded, (address.street, address.city, address.region, address.postcode, address.country))


def _line(line: OrderLine, currency: str) -> list[str]:
    return [
        *map(guarded, (line.sku, line.description, line.unit)),
        decimal(line.quantity),
        decimal(line.unit_price),
        decimal(line.discount_percent),
        decimal(line.tax_rate),
        amount(line.net, currency),
    ]


def _tail(order: ExportedOrder) -> list[str]:
    """Charges and sums; the first freight charge has columns of its own, all others share one."""
    currency = order.currency
    freight = next((charge for charge in order.charges if charge.kind == FREIGHT and charge.amount), None)
    others = [charge for charge in order.charges if charge is not freight]
    return [
        amount(freight.amount, currency) if freight else "",
        decimal(freight.tax_rate) if freight else "",
        guarded(written_charges(others, currency)),
        amount(order.net, currency),
        amount(order.charges_total, currency),
        amount(order.tax, currency),
        amount(order.total, currency),
        amount(order.paid, currency),
        amount(order.balance, currency),
        guarded("\n".join(order.notes)),
    ]
