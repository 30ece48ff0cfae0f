"""What can be done to the order in sight, as actions with keys: the palette and the help know them from here."""

from functools import partial

from ui.actions import Actions
from ui.orders.actions import ICONS, KEYS, TEXTS, OrderAction, act, why_not
from ui.orders.page import OrdersPage


def register(page: OrdersPage, actions: Actions) -> None:
    """Add them to the registry; the keys hold on the page of orders."""
    for action, key in KEYS.items():
        do = partial(_do, page, action)
        actions.add(f"order.{action}", TEXTS[action], do, shortcut=key, icon_name=ICONS[action], page=page)


def _do(page: OrdersPage, action: OrderAction) -> None:
    order = page.pane.order
    if order is None or not page.isVisible():
        page.desk.tell("Choose an order first.", tone="warn")
    elif reason := why_not(action, order.status, order.fulfilment, order.payment):
        page.desk.tell(reason, tone="warn")
    else:
        act(page.desk, action, order.order_id, page)
