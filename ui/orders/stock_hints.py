"""What stock says of the lines being typed: how much is available, or how much is missing."""

from decimal import Decimal

from msgspec import Struct

from ui import formats
from ui.orders.entry import TypedLine

_NOTHING = Decimal(0)


class Hint(Struct, frozen=True):
    """A few words on a line's stock; ``short`` if the order asks for more than there is."""

    text: str
    short: bool


class StockHints:
    """Sums what an order asks of each product, over all its lines, against what is available."""

    def __init__(self) -> None:
        self._asked: dict[str, Decimal] = {}
        self._by_line: dict[str, tuple[str, Decimal]] = {}

    def know(self, line: TypedLine, quantity: Decimal | None) -> None:
        """Take in what a line asks for now."""
        self.forget(line)
        if line.product is not None:
            product_id, asked = line.product.product_id, quantity or _NOTHING
            self._by_line[line.line_id] = (product_id, asked)
            self._asked[product_id] = self._asked.get(product_id, _NOTHING) + asked

    def forget(self, line: TypedLine) -> None:
        """A line is gone."""
        product_id, asked = self._by_line.pop(line.line_id, ("", _NOTHING))
        if product_id:
            self._asked[product_id] -= asked

    def hint(self, line: TypedLine) -> Hint | None:
        """What to say beside a line; None where there is nothing to say."""
        if line.product is None:
            return None
        available = line.product.available
        if available is None:
            return Hint("not stocked", short=False)
        short = self._asked.get(line.product.product_id, _NOTHING) - max(available, _NOTHING)
        if short > 0:
            return Hint(f"{formats.quantity(short)} short", short=True)
        return Hint(f"{formats.quantity(available)} available", short=False)
