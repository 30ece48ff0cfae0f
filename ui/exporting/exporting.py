"""Writing an export: record by record as a stream, always in the same order and with the same bytes."""

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec
from msgspec import Struct

from domain.messages import Recorded
from readmodel.export import (
    CustomersToExport,
    ExportedCustomer,
    ExportedOrder,
    ExportedProduct,
    OrdersToExport,
    ProductsToExport,
)
from readmodel.pipeline.answers import GetBusiness
from readmodel.query import Answer, Query
from ui.exporting import customers, events, lines, orders, products
from ui.exporting.subjects import Format, Subject

EVENTS_AT_ONCE = 1000

Progress = Callable[[int], object]
"""Told the records written; whatever it raises ends the export."""


class Queries(Protocol):
    """The read store's answers."""

    def ask(self, query: Query[Answer]) -> Answer: ...


class Log(Protocol):
    """The event log, for reading."""

    def head(self) -> int: ...
    def read(self, after: int, limit: int) -> list[Recorded]: ...


class Shape(Struct, frozen=True):
    """How a subject is written: its records, what each is in a table and what in JSON."""

    columns: tuple[str, ...]
    records: Iterable[Any]
    rows: Callable[[Any], Iterable[list[str]]]
    objects: Callable[[Any], Iterable[dict[str, Any]]]


def export_to_file(
    path: Path, subject: Subject, format_: Format, queries: Queries, log: Log, progress: Progress = lambda done: None
) -> int:
    """Write a file, which is replaced only by a complete one, and say how many records it holds; raises OSError."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as stream:
            written = export_to(stream, subject, format_, queries, log, progress)
        os.replace(beside, path)
    except OSError as error:
        # The person named this file, and not the one beside it; a full disk names none.
        error.filename = str(path)
        raise
    finally:
        beside.unlink(missing_ok=True)
    return written


def export_to(
    stream: IO[bytes],
    subject: Subject,
    format_: Format,
    queries: Queries,
    log: Log,
    progress: Progress = lambda done: None,
) -> int:
    """Write a subject in UTF-8 and say how many records it came to."""
    shape = _shape(subject, queries, log)
    write = _written_as_csv if format_ is Format.CSV else _written_as_json
    done = 0
    for done, content in enumerate(write(shape), start=0):
        stream.write(content)
        progress(done)
    return done


def _written_as_csv(shape: Shape) -> Iterator[bytes]:
    """The header, then each record's rows."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")

    def taken() -> bytes:
        content = page.getvalue().encode()
        page.seek(0)
        page.truncate()
        return content

    writer.writerow(shape.columns)
    yield taken()
    for record in shape.records:
        writer.writerows(shape.rows(record))
        yield taken()


def _written_as_json(shape: Shape) -> Iterator[bytes]:
    """Nothing, as a header, then each record's objects, a line each."""
    encode = msgspec.json.Encoder().encode
    yield b""
    for record in shape.records:
        yield b"".join(encode(found) + b"\n" for found in shape.objects(record))


def _shape(subject: Subject, queries: Queries, log: Log) -> Shape:
    business = queries.ask(GetBusiness())
    zone, currency = business.time_zone or "UTC", business.currency or ""
    match subject:
        case Subject.ORDERS:
            return Shape(
                orders.COLUMNS,
                _orders(queries),
                lambda o: orders.rows(o, zone),
                lambda o: (orders.as_object(o, zone),),
            )
        case Subject.LINES:
            found = (line for order in _orders(queries) for line in lines.objects(order, zone))
            return Shape(lines.COLUMNS, found, lambda line: (lines.row(line),), lambda line: (line,))
        case Subject.CUSTOMERS:
            return Shape(
                customers.COLUMNS,
                _customers(queries),
                lambda c: (customers.row(c, currency, zone),),
                lambda c: (customers.as_object(c, currency, zone),),
            )
        case Subject.PRODUCTS:
            return Shape(
                products.COLUMNS,
                _products(queries),
                lambda p: (products.row(p),),
                lambda p: (products.as_object(p),),
            )
        case Subject.EVENTS:
            return Shape(
                events.COLUMNS, _events(log), lambda e: (events.row(e, zone),), lambda e: (events.as_object(e, zone),)
            )


def _orders(queries: Queries) -> Iterator[ExportedOrder]:
    after = 0
    while chunk := queries.ask(OrdersToExport(after=after)):
        yield from chunk
        after = chunk[-1].id


def _customers(queries: Queries) -> Iterator[ExportedCustomer]:
    after = 0
    while chunk := queries.ask(CustomersToExport(after=after)):
        yield from chunk
        after = chunk[-1].id


def _products(queries: Queries) -> Iterator[ExportedProduct]:
    after = 0
    while chunk := queries.ask(ProductsToExport(after=after)):
        yield from chunk
        after = chunk[-1].id


def _events(log: Log) -> Iterator[Recorded]:
    """Up to the head as it is now, so that a busy log does not keep an export from ending."""
    position, head = 0, log.head()
    while position < head and (chunk := log.read(position, min(EVENTS_AT_ONCE, head - position))):
        yield from chunk
        position = chunk[-1].position
