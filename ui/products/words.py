"""What the states of a product are called on the screen, and in which tone and shape they are shown."""

from typing import Final

from ui.table.columns import Mark

DISCONTINUED: Final = Mark("Discontinued", "muted", "cross")
NOT_TRACKED: Final = Mark("Not tracked", "muted", "ring")
WAITING: Final = Mark("Orders waiting", "bad", "wedge")
LOW: Final = Mark("Low stock", "warn", "half")
IN_STOCK: Final = Mark("In stock", "good", "dot")


def words(*, discontinued: bool, tracked: bool, waiting: bool, low: bool) -> list[Mark]:
    """How it stands with a product and its stock; the first is what matters where there is room for one."""
    stock = NOT_TRACKED if not tracked else WAITING if waiting else LOW if low else IN_STOCK
    return [DISCONTINUED, stock] if discontinued else [stock]
