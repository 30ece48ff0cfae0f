"""What orders are searched by: texts of their own, and those of buyers and items, which many orders share."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from domain.orders.content import LineEntry, PlacedLine
from readmodel.folding import behind_first, folded
from readmodel.orders.list_tables import (
    BEGUN,
    LAST_ID,
    ORDER_BUYER,
    ORDER_HOLDS,
    ORDER_ITEM,
    ORDER_NOTE,
    ORDER_SEARCH,
    PRODUCTS,
)
from readmodel.projection import Rows
from readmodel.schema import Table

NO_ITEMS: Final = "[]"
_IDS: Final = msgspec.json.Decoder(list[int])


def keep_own_text(rows: Rows, row: Mapping[str, Any], notes: str = "") -> None:
    """Let an order be found by its own numbers, reference and notes."""
    numbers = [behind_first(row[column]) for column in BEGUN]
    own = [text for text in (*numbers, folded(row["reference"]), notes) if text]
    rows.put(ORDER_SEARCH, {"rowid": row["id"], "text": "\n".join(own)})


def notes_of(rows: Rows, row_id: int) -> str:
    """The notes of an order, as they are searched."""
    noted = rows.get(ORDER_NOTE, row_id)
    return "" if noted is None else str(noted["text"])


def keep_note(rows: Rows, row_id: int, note: str) -> str:
    """Add to an order's notes; all of them."""
    before = notes_of(rows, row_id)
    notes = f"{before}\n{folded(note)}" if before else folded(note)
    rows.put(ORDER_NOTE, {"id": row_id, "text": notes})
    return notes


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
    ids = dict.fromkeys([item_of_line(rows, line) for line in lines])
    for id in ids:
        rows.append(ORDER_HOLDS, id, row_id)
    return _packed(ids)


def keep_draft_items(rows: Rows, row_id: int, before: str, ids: Iterable[int]) -> str:
    """Link a draft, or the order it became, to what its lines name now instead of before; their ids, as JSON."""
    linked, wanted = frozenset(_IDS.decode(before)), dict.fromkeys(ids)
    for id in linked:
        if id not in wanted:
            rows.delete(ORDER_HOLDS, id, row_id)
    for id in wanted:
        if id not in linked:
            rows.put(ORDER_HOLDS, {"item": id, "id": row_id})
    return _packed(wanted)


def link_item(rows: Rows, row_id: int, items: str, id: int) -> str:
    """Link a draft to one more item, unless it is already; the ids of its items, as JSON."""
    if rows.get(ORDER_HOLDS, id, row_id) is not None:
        return items
    rows.put(ORDER_HOLDS, {"item": id, "id": row_id})
    return f"[{id}]" if items == NO_ITEMS else f"{items[:-1]},{id}]"


def unlink_item(rows: Rows, row_id: int, items: str, id: int) -> str:
    """Link a draft to an item no more; the ids of those that are left, as JSON."""
    rows.delete(ORDER_HOLDS, id, row_id)
    return f"[{f',{items[1:-1]},'.replace(f',{id},', ',').strip(',')}]"


def item_of_entry(rows: Rows, line: LineEntry) -> int:
    """The id of what a draft's line names; what it leaves open, its product says."""
    product = None if line.product_id is None else rows.get(PRODUCTS, line.product_id)
    sku, name = ("", "") if product is None else (product["sku"], product["name"])
    return _item(rows, line.product_id, sku, name if line.description is None else line.description)


def item_of_line(rows: Rows, line: PlacedLine) -> int:
    """The id of what a placed line names."""
    return _item(rows, line.product_id, line.sku, line.description)


def searched(*texts: str) -> str:
    """Texts as they are searched, line by line."""
    return "\n".join([folded(text) for text in texts if text])


def _item(rows: Rows, product_id: str | None, sku: str, description: str) -> int:
    product = None if product_id is None else rows.get(PRODUCTS, product_id)
    category = "" if product is None else product["category"]
    named = f"{product_id or ''}\n{sku}\n{description}\n{category}"
    known = rows.get(ORDER_ITEM, named)
    if known is not None:
        return int(known["id"])
    id = _next_id(rows, ORDER_ITEM)
    item = {
        "named": named,
        "id": id,
        "sku": sku,
        "description": description,
        "description_key": folded(description),
        "category": category,
        "category_key": folded(category),
        "text": searched(sku, description),
    }
    rows.put(ORDER_ITEM, item)
    return id


def _packed(ids: Iterable[int]) -> str:
    return f"[{','.join(map(str, ids))}]"


def _next_id(rows: Rows, table: Table) -> int:
    last = rows.get(LAST_ID, table.name)
    id = 1 if last is None else int(last["id"]) + 1
    rows.put(LAST_ID, {"of": table.name, "id": id})
    return id
