from domain.errors import Invalid, NotFound
from domain.orders.commands import CancelOrder, NoteOrder, SaveDraft
from domain.orders.content import OrderContent
from domain.orders.events import OrderNoted
from tests.domain.scenario import Scenario


def test_a_note_is_kept_whatever_the_state_of_the_order(desk: Scenario) -> None:
    desk.given(SaveDraft(order_id="order", content=OrderContent(), currency="EUR"))
    desk.when(NoteOrder(order_id="order", text=" Call back \n")).then(OrderNoted(order_id="order", text="Call back"))
    desk.given(CancelOrder(order_id="order", reason=""))
    desk.when(NoteOrder(order_id="order", text="Too late")).then(OrderNoted(order_id="order", text="Too late"))


def test_a_note_says_something(desk: Scenario) -> None:
    desk.given(SaveDraft(order_id="order", content=OrderContent(), currency="EUR"))
    desk.when(NoteOrder(order_id="order", text=" ")).then_refused(Invalid, "text")
    desk.when(NoteOrder(order_id="order", text="x" * 10_001)).then_refused(Invalid, "text")


def test_there_is_no_note_without_an_order(desk: Scenario) -> None:
    desk.when(NoteOrder(order_id="order", text="x")).then_refused(NotFound, "order_id")
