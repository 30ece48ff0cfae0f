"""What orders are searched by: texts of their own, and those of buyers and items, which many orders share."""

from collections.abc import Mapping
from typing import Any

from domain.orders.content import PlacedLine
from readmodel.folding import folded
from readmodel.orders.list_tables import (
    CATEGORIES,
    LAST_ID,
    ORDER_BUYER,
    ORDER_HOLDS,
    ORDER_ITEM,
    ORDER_NOTE,
    ORDER_SEARCH,
)
from readmodel.projection import Rows
from readmodel.schema import Table

NO_ITEMS = "[]"


def keep_own_text(rows: Rows, row: Mapping[str, Any]) -> None:
    """Let an order be found by its own numbers, reference and notes."""
    noted = rows.get(ORDER_NOTE, row["id"])
    own = searched(row["number"], row["source_number"], row["reference"])
    if noted is not None:
        own = f"{own}\n{noted['text']}" if own else noted["text"]
    rows.put(ORDER_SEARCH, {"rowid": row["id"], "text": own})


def keep_note(rows: Rows, row_id: int, note: str) -> None:
    """Add to an order's notes."""
    noted = rows.get(ORDER_NOTE, row_id)
    rows.put(ORDER_NOTE, {"id": row_id, "text": folded(note) if noted is None else f"{noted['text']}\n{folded(note)}"})


def forget_texts(rows: Rows, row_id: int) -> None:
    """Let an order be found no more."""
    rows.delete(ORDER_SEARCH, row_id)
    rows.delete(ORDER_NOTE, row_id)


def count_buyer(rows: Rows, row: Mapping[str, Any], by: int) -> int:
    """Count an order to whoever it names and where it goes, or off; the id of that text."""
    code, name, city, country = row["customer_code"], row["customer_name"], row["city"], row["country"]
    named = f"{code}\n{name}\n{city}\n{country}"
    known = rows.get(ORDER_BUYER, named)
    if known is not None:
        rows.add(ORDER_BUYER, (named,), n=by)
        return int(known["id"])
    id = _next_id(rows, ORDER_BUYER)
    buyer = {
        "named": named,
        "id": id,
        "customer_code": code,
        "customer_name": name,
        "customer_key": folded(name),
        "city": city,
        "city_key": folded(city),
        "country": country,
        "country_key": folded(country),
        "text": searched(code, name, city, country),
        "n": by,
    }
    rows.put(ORDER_BUYER, buyer)
    return id


def keep_items(rows: Rows, row_id: int, lines: tuple[PlacedLine, ...]) -> str:
    """Link an order to the items on its lines; their ids, as JSON."""
    ids = dict.fromkeys([_item(rows, line) for line in lines])
    for id in ids:
        rows.append(ORDER_HOLDS, id, row_id)
    return f"[{','.join(map(str, ids))}]"


def searched(*texts: str) -> str:
    """Texts as they are searched, line by line."""
    return "\n".join([folded(text) for text in texts if text])


def _item(rows: Rows, line: PlacedLine) -> int:
    filed = None if line.product_id is None else rows.get(CATEGORIES, line.product_id)
    category = "" if filed is None else filed["category"]
    named = f"{line.product_id or ''}\n{line.sku}\n{line.description}\n{category}"
    known = rows.get(ORDER_ITEM, named)
    if known is not None:
        return int(known["id"])
    id = _next_id(rows, ORDER_ITEM)
    item = {
        "named": named,
        "id": id,
        "sku": line.sku,
        "description": line.description,
        "description_key": folded(line.description),
        "category": category,
        "category_key": folded(category),
        "text": searched(line.sku, line.description),
    }
    rows.put(ORDER_ITEM, item)
    return id


def _next_id(rows: Rows, table: Table) -> int:
    last = rows.get(LAST_ID, table.name)
    id = 1 if last is None else int(last["id"]) + 1
    rows.put(LAST_ID, {"of": table.name, "id": id})
    return id
