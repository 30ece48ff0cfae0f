"""Typing that was kept under one locale and is resumed under another: numbers are written anew, never misread."""

from collections.abc import Callable
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from ui import formats
from ui.orders.entry import TypedOrder


def relocated(order: TypedOrder) -> TypedOrder:
    """The order with its numbers in the locale in force; what can't be read with certainty stays as it was typed."""
    if order.locale == str(formats.locale()):
        return order
    order.freight = _again(order.freight, order.locale, formats.price)
    order.freight_tax = _again(order.freight_tax, order.locale, formats.quantity)
    for line in order.lines:
        line.quantity = _again(line.quantity, order.locale, formats.quantity)
        line.price = _again(line.price, order.locale, formats.price)
        line.discount = _again(line.discount, order.locale, formats.quantity)
        line.tax = _again(line.tax, order.locale, formats.quantity)
    order.locale = str(formats.locale())
    return order


def _again(text: str, locale: str, write: Callable[[Decimal], str]) -> str:
    try:
        return write(parse_decimal(text.strip(), locale=locale, strict=True)) if text.strip() else text
    except NumberFormatError:
        return text
