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
from domain.products.events import ProductAdded, ProductChanged

TABLES = """
CREATE TABLE customers (id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE products (id TEXT PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL, on_hand INTEGER NOT NULL,
    reserved INTEGER NOT NULL, category TEXT NOT NULL);
CREATE TABLE orders (id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, customer_id TEXT NOT NULL REFERENCES customers,
    day TEXT NOT NULL, due_on TEXT NOT NULL, status TEXT NOT NULL, total INTEGER NOT NULL, country TEXT NOT NULL);
CREATE TABLE shipments (id INTEGER PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders, day TEXT NOT NULL);
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
CREATE INDEX shipments_by_order ON shipments (order_id);
CREATE INDEX shipments_by_day ON shipments (day);
CREATE INDEX orders_by_due ON orders (due_on);
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
BY_CATEGORY = """
SELECT p.category, SUM(l.net) AS net, COUNT(DISTINCT o.id)
FROM orders o JOIN lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id
WHERE o.day BETWEEN ? AND ? AND o.status <> 'cancelled' GROUP BY p.category ORDER BY net DESC, p.category LIMIT ?
"""
BY_COUNTRY = """
SELECT o.country, SUM(l.net) AS net, COUNT(DISTINCT o.id) FROM orders o JOIN lines l ON l.order_id = o.id
WHERE o.day BETWEEN ? AND ? AND o.status <> 'cancelled' GROUP BY o.country ORDER BY net DESC, o.country LIMIT ?
"""
FILLED = """
SELECT COUNT(*), COALESCE(SUM(l.shipped >= l.quantity), 0) FROM shipments s JOIN lines l ON l.order_id = s.order_id
WHERE s.day BETWEEN ? AND ? AND l.shipped > 0
"""
ON_TIME = """
SELECT COUNT(*), COALESCE(SUM(l.shipped >= l.quantity AND s.day <= o.due_on), 0)
FROM orders o JOIN lines l ON l.order_id = o.id LEFT JOIN shipments s ON s.order_id = o.id
WHERE o.due_on BETWEEN ? AND ? AND o.status <> 'cancelled'
"""
SHIPPING_TIMES = """
SELECT CAST(julianday(s.day) - julianday(o.day) AS INTEGER) AS days, COUNT(*)
FROM shipments s JOIN orders o ON o.id = s.order_id WHERE s.day BETWEEN ? AND ? GROUP BY days ORDER BY days
"""
BACKLOG = """
SELECT SUM(l.net * (l.quantity - l.shipped) / l.quantity), COUNT(DISTINCT o.id)
FROM orders o JOIN lines l ON l.order_id = o.id
WHERE o.status = 'open' AND l.shipped < l.quantity AND o.day BETWEEN ? AND ?
"""
TO_PAY = """
SELECT SUM(left), COUNT(*) FROM (
    SELECT o.total - COALESCE((SELECT SUM(p.amount) FROM payments p WHERE p.order_id = o.id), 0) AS left
    FROM orders o WHERE o.status <> 'cancelled' AND o.day BETWEEN ? AND ?)
WHERE left > 0
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
        categories: dict[str, str] = {}
        db.executescript(TABLES)
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("BEGIN")
        for recorded in events:
            self._take(db, recorded, time_zone, categories)
        db.execute("COMMIT")
        db.execute("ANALYZE")
        db.execute("PRAGMA foreign_keys=ON")

    def _take(self, db: sqlite3.Connection, recorded: Recorded, time_zone: str, categories: dict[str, str]) -> None:
        event = recorded.event
        if isinstance(event, ProductAdded | ProductChanged):
            categories[event.product_id] = event.details.category
        elif isinstance(event, OrderPlaced):
            day = business_day(recorded.occurred_at, time_zone)
            db.execute(
                "INSERT OR IGNORE INTO customers VALUES (?, ?, ?)",
                (event.customer_id, event.customer_code, event.buyer.name),
            )
            db.execute(
                "INSERT INTO orders VALUES (?, ?, ?, ?, ?, 'open', ?, ?)",
                (
                    event.order_id,
                    event.number,
                    event.customer_id,
                    day.isoformat(),
                    event.due_on.isoformat() if event.due_on else "",
                    event.totals.total,
                    event.buyer.ship_to.country or event.buyer.bill_to.country,
                ),
            )
            for line in event.lines:
                if line.product_id is not None:
                    db.execute(
                        "INSERT OR IGNORE INTO products VALUES (?, ?, ?, 1000000000, 0, ?)",
                        (line.product_id, line.sku, line.description, categories[line.product_id]),
                    )
                db.execute(
                    "INSERT INTO lines (order_id, product_id, quantity, net, shipped) VALUES (?, ?, ?, ?, 0)",
                    (event.order_id, line.product_id, int(line.quantity), line.net),
                )
        elif isinstance(event, OrderShipped):
            day = business_day(recorded.occurred_at, time_zone)
            db.execute("UPDATE lines SET shipped = quantity WHERE order_id = ?", (event.order_id,))
            db.execute("INSERT INTO shipments (order_id, day) VALUES (?, ?)", (event.order_id, day.isoformat()))
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
            "INSERT INTO orders VALUES (?, ?, ?, ?, '', 'open', ?, 'DE')",
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
