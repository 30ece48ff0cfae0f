"""The same business on one normalised model in one SQLite file: what Docket's two stores are compared with.

Orders are entered, and dashboards aggregated, on the same tables, with the indexes a careful developer would add.
"""

import sqlite3
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from domain.instants import business_day
from domain.messages import Recorded
from domain.orders.events import OrderCancelled, OrderPlaced, OrderShipped, PaymentRecorded

TABLES = """
CREATE TABLE customers (id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE products (id TEXT PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL, on_hand INTEGER NOT NULL,
    reserved INTEGER NOT NULL);
CREATE TABLE orders (id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, customer_id TEXT NOT NULL REFERENCES customers,
    day TEXT NOT NULL, due_on TEXT NOT NULL, status TEXT NOT NULL, total INTEGER NOT NULL);
CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders,
    product_id TEXT NOT NULL REFERENCES products, quantity INTEGER NOT NULL, net INTEGER NOT NULL,
    shipped INTEGER NOT NULL);
CREATE TABLE payments (id INTEGER PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders, amount INTEGER NOT NULL);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO counters VALUES ('orders', 0);
CREATE INDEX orders_by_day ON orders (day);
CREATE INDEX orders_by_customer ON orders (customer_id, day);
CREATE INDEX lines_by_order ON lines (order_id);
CREATE INDEX lines_by_product ON lines (product_id);
CREATE INDEX payments_by_order ON payments (order_id);
"""

BOOKINGS = """
SELECT o.day, SUM(l.net), COUNT(DISTINCT o.id) FROM orders o JOIN lines l ON l.order_id = o.id
WHERE o.day BETWEEN ? AND ? AND o.status <> 'cancelled' GROUP BY o.day ORDER BY o.day
"""
TOP_CUSTOMERS = """
SELECT c.code, SUM(l.net) AS net
FROM orders o JOIN lines l ON l.order_id = o.id JOIN customers c ON c.id = o.customer_id
WHERE o.day BETWEEN ? AND ? AND o.status <> 'cancelled' GROUP BY c.id ORDER BY net DESC, c.code LIMIT ?
"""
TOP_PRODUCTS = """
SELECT p.sku, SUM(l.net) AS net FROM orders o JOIN lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id
WHERE o.day BETWEEN ? AND ? AND o.status <> 'cancelled' GROUP BY p.id ORDER BY net DESC, p.sku LIMIT ?
"""
TO_SHIP = """
SELECT COUNT(*) FROM orders o WHERE o.status = 'open'
AND EXISTS (SELECT 1 FROM lines l WHERE l.order_id = o.id AND l.shipped < l.quantity)
"""
LATE = """
SELECT COUNT(*) FROM orders o WHERE o.status = 'open' AND o.due_on <> '' AND o.due_on < ?
AND EXISTS (SELECT 1 FROM lines l WHERE l.order_id = o.id AND l.shipped < l.quantity)
"""
UNPAID = """
SELECT COUNT(*) FROM orders o WHERE o.status IN ('open', 'closed')
AND o.total > COALESCE((SELECT SUM(p.amount) FROM payments p WHERE p.order_id = o.id), 0)
"""


class CrudDesk:
    """An order desk with one model for everything; every connection sees the same tables."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = self.connect()

    def connect(self) -> sqlite3.Connection:
        """A connection with the same durability as Docket's write store."""
        db = sqlite3.connect(self.path, isolation_level=None, timeout=60)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA foreign_keys=ON")
        return db

    def fill(self, events: Iterable[Recorded], time_zone: str) -> None:
        """Bring the tables to the state that a log of orders describes."""
        db = self.db
        db.executescript(TABLES)
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("BEGIN")
        for recorded in events:
            self._take(db, recorded, time_zone)
        db.execute("COMMIT")
        db.execute("ANALYZE")
        db.execute("PRAGMA foreign_keys=ON")

    def _take(self, db: sqlite3.Connection, recorded: Recorded, time_zone: str) -> None:
        event = recorded.event
        if isinstance(event, OrderPlaced):
            day = business_day(recorded.occurred_at, time_zone)
            db.execute(
                "INSERT OR IGNORE INTO customers VALUES (?, ?, ?)",
                (event.customer_id, event.customer_code, event.buyer.name),
            )
            db.execute(
                "INSERT INTO orders VALUES (?, ?, ?, ?, ?, 'open', ?)",
                (
                    event.order_id,
                    event.number,
                    event.customer_id,
                    day.isoformat(),
                    event.due_on.isoformat() if event.due_on else "",
                    event.totals.total,
                ),
            )
            for line in event.lines:
                if line.product_id is not None:
                    db.execute(
                        "INSERT OR IGNORE INTO products VALUES (?, ?, ?, 1000000000, 0)",
                        (line.product_id, line.sku, line.description),
                    )
                db.execute(
                    "INSERT INTO lines (order_id, product_id, quantity, net, shipped) VALUES (?, ?, ?, ?, 0)",
                    (event.order_id, line.product_id, int(line.quantity), line.net),
                )
        elif isinstance(event, OrderShipped):
            db.execute("UPDATE lines SET shipped = quantity WHERE order_id = ?", (event.order_id,))
        elif isinstance(event, PaymentRecorded):
            db.execute("INSERT INTO payments (order_id, amount) VALUES (?, ?)", (event.order_id, event.amount))
        elif isinstance(event, OrderCancelled):
            db.execute("UPDATE orders SET status = 'cancelled' WHERE id = ?", (event.order_id,))

    def enter(self, order_id: str, customer_id: str, product_ids: list[str], day: date, price: Decimal) -> None:
        """Enter one order: number, head, lines and stock in one durable transaction."""
        db = self.db
        net = int(price * 100)
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE counters SET value = value + 1 WHERE name = 'orders'")
        number = db.execute("SELECT value FROM counters WHERE name = 'orders'").fetchone()[0]
        db.execute(
            "INSERT INTO orders VALUES (?, ?, ?, ?, '', 'open', ?)",
            (order_id, f"N-{number:08}", customer_id, day.isoformat(), net * len(product_ids)),
        )
        db.executemany(
            "INSERT INTO lines (order_id, product_id, quantity, net, shipped) VALUES (?, ?, 1, ?, 0)",
            [(order_id, product, net) for product in product_ids],
        )
        db.executemany(
            "UPDATE products SET reserved = reserved + 1 WHERE id = ? AND on_hand - reserved >= 1",
            [(product,) for product in product_ids],
        )
        db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.db.close()
