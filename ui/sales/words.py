"""Figures of a dashboard in words and places."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from domain.money import Amount, to_decimal
from readmodel.sales.answers import Aged, By, Period, Ranked, Sold
from ui import formats
from ui.intents import ShowPage
from ui.widgets.chart import Point
from ui.widgets.ranking import Bar
from ui.widgets.tile import Figure

BACKLOG_AGES = ("0–2 days", "3–7 days", "8–30 days", "Over 30 days")
TO_PAY_AGES = ("0–30 days", "31–60 days", "61–90 days", "Over 90 days")
RANKED_HEADS = ("Name", "Bookings", "Before", "Change", "Orders")
AGED_HEADS = ("Age of the order", "Amount", "Orders")
BOOKINGS_HEADS = ("From", "To", "Bookings", "Orders", "Before", "Orders before")


def said(period: Period) -> str:
    """A period's first and last day."""
    if period.first == period.last:
        return formats.weekday(period.first)
    return f"{formats.day(period.first)} – {formats.day(period.last)}"


def as_of(day: date) -> str:
    """When something stood as it is told."""
    return f"As of {formats.day(day)}"


def orders_said(number: int) -> str:
    """So many orders."""
    return f"{formats.count(number)} order{'' if number == 1 else 's'}"


def changed(figure: str, now: int | None, before: int | None, *, more_is: str = "good", **rest: object) -> Figure:
    """A number beside the one it is compared with, in percent; ``more_is`` good, bad or neither."""
    if now is None or before is None:
        return Figure(figure=figure, **rest)  # type: ignore[arg-type]
    change = formats.change(now, before)
    if not change or now == before:
        words = "unchanged" if now == before else "none before"
        return Figure(figure=figure, change=words, **rest)  # type: ignore[arg-type]
    return Figure(figure=figure, change=change, rises=now > before, tone=_tone(now > before, more_is), **rest)  # type: ignore[arg-type]


def moved(figure: str, now: int | None, before: int | None, said: str, *, more_is: str, **rest: object) -> Figure:
    """A number whose change is told as a difference; ``said`` is that difference in words, without a sign."""
    if now is None or before is None:
        return Figure(figure=figure, **rest)  # type: ignore[arg-type]
    if now == before:
        return Figure(figure=figure, change="unchanged", **rest)  # type: ignore[arg-type]
    sign = "+" if now > before else formats.MINUS
    return Figure(figure=figure, change=f"{sign}{said}", rises=now > before, tone=_tone(now > before, more_is), **rest)  # type: ignore[arg-type]


def _tone(rises: bool, more_is: str) -> str:
    if not more_is:
        return ""
    return more_is if rises else {"good": "bad", "bad": "good"}[more_is]


def points(sold: Sequence[Sold], earlier: Sequence[Sold], by: By, currency: str) -> tuple[Point, ...]:
    """Bookings part by part, each beside the part in the same place of the period compared with."""
    # Queries are written on the reader thread, after the window is painted: their language is not imported before.
    from ui.sales import behind

    return tuple(
        _point(now, earlier[place] if place < len(earlier) else None, by, currency, behind.placed(now.period))
        for place, now in enumerate(sold)
    )


def bars(ranked: Sequence[Ranked], field: str, period: Period, none: str, currency: str) -> tuple[Bar, ...]:
    """Who or what is in front; ``field`` is what the list of orders calls it, ``none`` stands for having none."""
    from ui.sales import behind

    return tuple(_bar(one, field, none, currency, behind.placed(period, field, one.code)) for one in ranked)


def aged_bars(
    aged: Sequence[Aged], ages: Sequence[str], behind_age: Callable[[Aged], ShowPage], currency: str
) -> tuple[Bar, ...]:
    """What is open by age, youngest first, with the words for each age."""
    tones = ("accent", "accent", "warn", "bad")
    found = []
    for age, words, tone in zip(aged, ages, tones, strict=True):
        value = formats.money(age.value, currency)
        found.append(
            Bar(
                id=words,
                name=words,
                value=age.value,
                written=formats.amount(age.value, currency),
                note=orders_said(age.orders),
                tone=tone,
                title=words,
                lines=(f"{value} in {orders_said(age.orders)}",),
                cells=(words, formats.amount(age.value, currency), formats.count(age.orders)),
                record=(words, str(to_decimal(age.value, currency)), str(age.orders)),
                opens=behind_age(age),
            )
        )
    return tuple(found)


def _point(now: Sold, before: Sold | None, by: By, currency: str, opens: ShowPage) -> Point:
    lines = [f"{formats.money(now.net, currency)} in {orders_said(now.orders)}"]
    cells = [formats.day(now.period.first), formats.day(now.period.last)]
    cells += [formats.amount(now.net, currency), formats.count(now.orders)]
    record = [now.period.first.isoformat(), now.period.last.isoformat()]
    record += [str(to_decimal(now.net, currency)), str(now.orders)]
    if before is not None:
        lines.append(f"{formats.money(before.net, currency)} in {orders_said(before.orders)}, {said(before.period)}")
        cells += [formats.amount(before.net, currency), formats.count(before.orders)]
        record += [str(to_decimal(before.net, currency)), str(before.orders)]
    else:
        cells += ["", ""]
        record += ["", ""]
    return Point(
        value=now.net,
        before=None if before is None else before.net,
        tick=formats.month(now.period.first) if by is By.MONTH else formats.short_day(now.period.first),
        title=said(now.period),
        lines=tuple(lines),
        cells=tuple(cells),
        record=tuple(record),
        opens=opens,
    )


def _bar(one: Ranked, field: str, none: str, currency: str, opens: ShowPage) -> Bar:
    name = one.name or one.code or none
    code = f" ({one.code})" if one.code and one.code != name else ""
    lines = [f"{formats.money(one.net, currency)} in {orders_said(one.orders)}"]
    change = ""
    if one.before is not None:
        change = formats.change(one.net, one.before)
        lines.append(f"{formats.money(one.before, currency)} before" if one.before else "Nothing before")
    if field == "product":
        lines.append("Opens the orders with this product; the amount is of its lines alone")
    elif field == "category":
        lines.append("Opens the orders with this category; the amount is of its lines alone")
    before = "" if one.before is None else formats.amount(one.before, currency)
    raw_before = "" if one.before is None else str(to_decimal(one.before, currency))
    raw_change = "" if not one.before else f"{Decimal(one.net - one.before) * 100 / one.before:.1f}"
    return Bar(
        id=one.id,
        name=name,
        value=one.net,
        before=one.before,
        written=formats.amount(one.net, currency),
        note=change,
        title=f"{name}{code}",
        lines=tuple(lines),
        cells=(name, formats.amount(one.net, currency), before, change, formats.count(one.orders)),
        record=(name, str(to_decimal(one.net, currency)), raw_before, raw_change, str(one.orders)),
        opens=opens,
    )


def share(part: int, whole: int) -> str:
    """A rate in percent; a dash where there is nothing to take it of."""
    return formats.percent(Decimal(tenths(part, whole)) / 10) if whole else "–"


def tenths(part: int, whole: int) -> int:
    """A rate in tenths of a percent, half-up."""
    return (part * 2000 + whole) // (2 * whole)


def average(net: Amount, orders: int) -> Amount:
    """Bookings ÷ orders, to the nearest minor unit."""
    return (2 * net + orders) // (2 * orders) if orders else 0
