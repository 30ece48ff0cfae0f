"""Who drafts are for: they name customers as these are now, in the list as in the pane."""

from collections.abc import Mapping
from typing import Any, Final

from domain.addresses import Address
from domain.customers.events import CustomerAdded, CustomerChanged
from domain.orders.events import DraftDescribed
from readmodel.folding import folded
from readmodel.orders.list_tables import CUSTOMERS, DRAFTS, ORDER_LIST
from readmodel.orders.list_texts import count_buyer
from readmodel.projection import Rows

_NOWHERE: Final = Address()


def keep_customer(rows: Rows, event: CustomerAdded | CustomerChanged) -> None:
    """Know a customer as they are now."""
    personal = event.personal
    place = personal.billing if personal.shipping == _NOWHERE else personal.shipping
    rows.put(
        CUSTOMERS,
        {
            "customer_id": event.customer_id,
            "code": event.code,
            "name": personal.name,
            "city": place.city,
            "country": place.country,
        },
    )


def rename_drafts(rows: Rows, customer_id: str) -> None:
    """Let the drafts for a customer name them as they are now."""
    for draft in rows.where(DRAFTS, customer_id=customer_id):
        row = rows.get(ORDER_LIST, draft["id"])
        assert row is not None, f"row {draft['id']} of the order list is missing"
        named = dict(row) | _named(rows, customer_id)
        if draft["own_place"]:
            named |= {"city": row["city"], "country": row["country"]}
        if named == row:
            continue
        count_buyer(rows, row, -1)
        named["buyer"] = count_buyer(rows, named, 1)
        rows.put(ORDER_LIST, named)
        rows.touch("order", named["order_id"])


def describe_draft(rows: Rows, row: dict[str, Any], draft: DraftDescribed) -> None:
    """Set in the row of a draft who it is for, and where its goods are to go."""
    forget_draft(rows, row)
    count_buyer(rows, row, -1)
    customer_id, place = draft.customer_id or "", draft.ship_to or _NOWHERE
    row |= {"customer_id": customer_id} | _named(rows, customer_id)
    if place != _NOWHERE:
        row |= {"city": place.city, "country": place.country}
    row["buyer"] = count_buyer(rows, row, 1)
    if customer_id:
        rows.put(DRAFTS, {"customer_id": customer_id, "id": row["id"], "own_place": int(place != _NOWHERE)})


def forget_draft(rows: Rows, row: Mapping[str, Any]) -> None:
    """A draft is for somebody else now, or is no draft any more."""
    if row["customer_id"]:
        rows.delete(DRAFTS, row["customer_id"], row["id"])


def _named(rows: Rows, customer_id: str) -> dict[str, str]:
    """What a draft says of a customer, and of where their goods usually go; nothing where there is none."""
    customer = rows.get(CUSTOMERS, customer_id) or {}
    name = customer.get("name", "")
    return {
        "customer_code": customer.get("code", ""),
        "customer_name": name,
        "customer_key": folded(name),
        "city": customer.get("city", ""),
        "country": customer.get("country", ""),
    }
