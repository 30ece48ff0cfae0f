"""What can be exported, and how it can be written."""

from enum import StrEnum


class Subject(StrEnum):
    """What an export holds."""

    ORDERS = "orders"
    LINES = "lines"
    CUSTOMERS = "customers"
    PRODUCTS = "products"
    EVENTS = "events"


class Format(StrEnum):
    """How it is written: a table for spreadsheets and other systems, or one JSON object per line."""

    CSV = "csv"
    JSONL = "jsonl"
