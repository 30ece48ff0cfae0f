"""What can be done to a product from the list and from its detail, and when it can't, why."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QDialog, QWidget

from readmodel.products.answers import GetProduct, ProductDetail
from ui.desk import Desk
from ui.intents import EditRecord
from ui.products.stock_dialogs import CorrectDialog, ReceiveDialog
from ui.widgets.opening import open_on


class ProductAction(StrEnum):
    """Everything that can be done to a product that exists."""

    RECEIVE = "receive"
    CORRECT = "correct"
    EDIT = "edit"


TEXTS = {
    ProductAction.RECEIVE: "Receive stock…",
    ProductAction.CORRECT: "Correct stock…",
    ProductAction.EDIT: "Edit product",
}

ICONS = {
    ProductAction.RECEIVE: "download-simple",
    ProductAction.CORRECT: "scales",
    ProductAction.EDIT: "pencil-simple",
}


def why_not(action: ProductAction, *, tracked: bool) -> str:
    """Why an action is out of the question; empty if it is not."""
    return "" if tracked or action is ProductAction.EDIT else "The stock of this product is not tracked."


def act(desk: Desk, action: ProductAction, product_id: str, parent: QWidget) -> None:
    """Do it: open the form, or the dialog on the stock as it stands now."""
    if action is ProductAction.EDIT:
        desk.request(EditRecord("product", product_id))
    else:
        open_on(desk, GetProduct(product_id=product_id), "product", _DIALOGS[action], parent)


_DIALOGS: dict[ProductAction, Callable[[Desk, ProductDetail, QWidget], QDialog]] = {
    ProductAction.RECEIVE: ReceiveDialog,
    ProductAction.CORRECT: CorrectDialog,
}
