"""How much there is of everything, and what the log got last."""

from readmodel.answering import Reader, answers
from readmodel.pipeline.answers import GetCounts, GetNewestEvents, LoggedEvent


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


@answers(GetNewestEvents)
def get_newest_events(reader: Reader, query: GetNewestEvents) -> tuple[LoggedEvent, ...]:
    """Straight from the log, projected or not."""
    return tuple(
        LoggedEvent(
            position=recorded.position,
            stream=recorded.stream,
            type=type(recorded.event).__name__,
            actor=recorded.actor,
            recorded_at=recorded.recorded_at,
        )
        for recorded in reader.newest_events(query.limit)
    )
