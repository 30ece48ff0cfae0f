"""How much there is of everything."""

from readmodel.answering import Reader, answers
from readmodel.pipeline.answers import GetCounts


@answers(GetCounts)
def get_counts(reader: Reader, query: GetCounts) -> dict[str, int]:
    """Orders are those that were placed; a draft that was discarded counts nowhere."""
    by_status = dict(map(tuple, reader.all("SELECT status, sum(n) FROM order_tally GROUP BY status")))
    drafts = by_status.pop("draft", 0)
    return {
        "orders": sum(by_status.values()),
        "drafts": drafts,
        "customers": reader.value("SELECT count(*) FROM customer"),
        "products": reader.value("SELECT count(*) FROM product"),
    }
