"""The business's own settings, as everything on a screen needs them."""

import sqlite3
from typing import Final

from domain.business.events import BusinessOpened
from domain.messages import Recorded
from domain.money import TaxRounding
from readmodel.answering import Reader, answers
from readmodel.pipeline.answers import BusinessInfo, GetBusiness
from readmodel.projection import Projection, Rows
from readmodel.schema import integer, table, text

BUSINESS: Final = table(
    "business",
    integer("id", key=True),
    text("currency"),
    text("time_zone"),
    text("order_numbers"),
    text("tax_rounding"),
)


class BusinessSettings(Projection):
    """Keeps the settings the business was opened with."""

    name = "business"
    tables = (BUSINESS,)

    def on_business_opened(self, event: BusinessOpened, at: Recorded, rows: Rows) -> None:
        rows.put(
            BUSINESS,
            {
                "id": 1,
                "currency": event.currency,
                "time_zone": event.time_zone,
                "order_numbers": event.order_numbers,
                "tax_rounding": str(event.tax_rounding),
            },
        )


def currency_in(db: sqlite3.Connection) -> str:
    """The currency of every amount in a read store; empty before the business is opened."""
    found = db.execute(f"SELECT currency FROM {BUSINESS.name}").fetchone()
    return found[0] if found else ""


@answers(GetBusiness)
def get_business(reader: Reader, query: GetBusiness) -> BusinessInfo:
    """The settings, or None for each before first use."""
    row = reader.one("SELECT currency, time_zone, order_numbers, tax_rounding FROM business")
    if row is None:
        return BusinessInfo(currency=None, time_zone=None, order_numbers=None)
    return BusinessInfo(
        currency=row["currency"],
        time_zone=row["time_zone"],
        order_numbers=row["order_numbers"],
        tax_rounding=TaxRounding(row["tax_rounding"]),
    )
