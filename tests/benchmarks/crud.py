"""The same business on one normalised model in one SQLite file: what Docket's two stores are compared with.

Orders are entered, and dashboards aggregated, on the same tables, with the indexes a careful developer would add.
"""

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

from domain.instants import business_day
from domain.messages import Recorded
from domain.orders.events import OrderCancelled, OrderCompleted, OrderPlaced, OrderShipped, PaymentRecorded
from domain.products.events import ProductAdded, ProductChanged
from domain.store.log import EventLog

PAGE = 20_000

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
CREATE TABLE shipped_lines (shipment_id INTEGER NOT NULL REFERENCES shipments,
    line_id INTEGER NOT NULL REFERENCES lines, quantity INTEGER NOT NULL,
    PRIMARY KEY (line_id, shipment_id)) WITHOUT ROWID;
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
CREATE INDEX shipped_lines_by_shipment ON shipped_lines (shipment_id);
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
SELECT COUNT(*), COALESCE(SUM(p.quantity = l.quantity
    AND s.id = (SELECT MIN(f.id) FROM shipments f WHERE f.order_id = s.order_id)), 0)
FROM shipments s JOIN shipped_lines p ON p.shipment_id = s.id JOIN lines l ON l.id = p.line_id
WHERE s.day BETWEEN ? AND ? AND NOT EXISTS (
    SELECT 1 FROM shipped_lines e WHERE e.line_id = p.line_id AND e.shipment_id < p.shipment_id)
"""
ON_TIME = """
SELECT COUNT(*), COALESCE(SUM(l.quantity <= COALESCE((SELECT SUM(p.quantity) FROM shipped_lines p
    JOIN shipments s ON s.id = p.shipment_id WHERE p.line_id = l.id AND s.day <= o.due_on), 0)), 0)
FROM orders o JOIN lines l ON l.order_id = o.id
WHERE o.due_on BETWEEN ? AND ? AND o.status <> 'cancelled'
"""
SHIPPING_TIMES = """
SELECT CAST(julianday(last) - julianday(day) AS INTEGER) AS days, COUNT(*) FROM (
    SELECT o.day AS day, MAX(s.day) AS last FROM shipments s JOIN orders o ON o.id = s.order_id
    WHERE s.order_id IN (SELECT order_id FROM shipments WHERE day BETWEEN ?1 AND ?2)
    AND NOT EXISTS (SELECT 1 FROM lines l WHERE l.order_id = o.id AND l.shipped < l.quantity) GROUP BY o.id)
WHERE last BETWEEN ?1 AND ?2 GROUP BY days ORDER BY days
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

    def fill(self, log: EventLog, time_zone: str) -> None:
        """Bring the tables to the state that a log of orders describes."""
        db = self.db
        db.executescript(TABLES)
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("PRAGMA cache_size=-200000")
        db.execute("BEGIN")
        taking = _Taking(db, time_zone)
        position = 0
        while batch := log.read(position, PAGE):
            for recorded in batch:
                taking.take(recorded)
            taking.write()
            position = batch[-1].position
        db.execute("COMMIT")
        db.execute("ANALYZE")
        db.execute("PRAGMA foreign_keys=ON")

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


class _Taking:
    """Turns events into rows, some thousands at a time."""

    def __init__(self, db: sqlite3.Connection, time_zone: str) -> None:
        self._db = db
        self._zone = time_zone
        self._categories: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._numbers = {"lines": 0, "shipments": 0}
        self._rows: dict[str, list[tuple[object, ...]]] = {}

    def write(self) -> None:
        """Write what was taken, in the order in which it became known."""
        for statement, rows in self._rows.items():
            self._db.executemany(statement, rows)
        self._rows = {statement: [] for statement in self._rows}

    def take(self, recorded: Recorded) -> None:
        """Take one event."""
        event = recorded.event
        if isinstance(event, ProductAdded | ProductChanged):
            self._categories[event.product_id] = event.details.category
        elif isinstance(event, OrderPlaced):
            self._placed(event, self._day(recorded))
        elif isinstance(event, OrderShipped):
            self._shipped(event, self._day(recorded))
        elif isinstance(event, PaymentRecorded):
            self._add("INSERT INTO payments (order_id, amount) VALUES (?, ?)", event.order_id, event.amount)
        elif isinstance(event, OrderCancelled):
            self._add("UPDATE orders SET status = 'cancelled' WHERE id = ?", event.order_id)
        elif isinstance(event, OrderCompleted):
            self._add("UPDATE orders SET status = 'closed' WHERE id = ?", event.order_id)

    def _placed(self, event: OrderPlaced, day: str) -> None:
        self._add(
            "INSERT OR IGNORE INTO customers VALUES (?, ?, ?)", event.customer_id, event.customer_code, event.buyer.name
        )
        self._add(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?, 'open', ?, ?)",
            event.order_id,
            event.number,
            event.customer_id,
            day,
            event.due_on.isoformat() if event.due_on else "",
            event.totals.total,
            event.buyer.ship_to.country or event.buyer.bill_to.country,
        )
        for line in event.lines:
            self._add(
                "INSERT OR IGNORE INTO products VALUES (?, ?, ?, 1000000000, 0, ?)",
                line.product_id,
                line.sku,
                line.description,
                self._categories[line.product_id or ""],
            )
            self._lines[line.line_id] = number = self._next("lines")
            self._add(
                "INSERT INTO lines VALUES (?, ?, ?, ?, ?, 0)",
                number,
                event.order_id,
                line.product_id,
                int(line.quantity),
                line.net,
            )

    def _shipped(self, event: OrderShipped, day: str) -> None:
        shipment = self._next("shipments")
        self._add("INSERT INTO shipments VALUES (?, ?, ?)", shipment, event.order_id, day)
        for line in event.lines:
            number, quantity = self._lines[line.line_id], int(line.quantity)
            self._add("INSERT INTO shipped_lines VALUES (?, ?, ?)", shipment, number, quantity)
            self._add("UPDATE lines SET shipped = shipped + ? WHERE id = ?", quantity, number)

    def _day(self, recorded: Recorded) -> str:
        return business_day(recorded.occurred_at, self._zone).isoformat()

    def _next(self, table: str) -> int:
        self._numbers[table] += 1
        return self._numbers[table]

    def _add(self, statement: str, *values: object) -> None:
        self._rows.setdefault(statement, []).append(values)
