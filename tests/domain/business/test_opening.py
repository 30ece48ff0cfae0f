import pytest

from domain.business.business import BUSINESS_ID, Business
from domain.business.commands import OpenBusiness
from domain.business.events import BusinessOpened
from domain.errors import CurrencyMismatch, Invalid, NotAllowed
from domain.money import TaxRounding
from domain.orders.commands import PlaceOrder, SaveDraft
from domain.orders.content import OrderContent
from domain.orders.events import OrderPlaced
from tests.domain.samples import add_customer, add_product, content, entry, place
from tests.domain.scenario import Scenario


def test_the_first_order_opens_the_business_in_its_currency_and_the_desks_time_zone(desk: Scenario) -> None:
    desk.given(add_customer(), add_product()).when(place())
    assert desk.the(BusinessOpened) == BusinessOpened(currency="EUR", time_zone="Europe/Berlin")
    assert desk.the(OrderPlaced).currency == "EUR"


def test_a_draft_opens_the_business_too(desk: Scenario) -> None:
    desk.when(SaveDraft(order_id="o", content=OrderContent(), currency=" usd "))
    assert desk.the(BusinessOpened).currency == "USD"


def test_later_orders_need_not_name_the_currency(desk: Scenario) -> None:
    desk.given(add_customer(), add_product(), place())
    desk.when(PlaceOrder(order_id="second", content=content(entry())))
    assert desk.the(OrderPlaced).currency == "EUR"
    assert desk.recorded(BusinessOpened) == []


def test_an_order_in_another_currency_is_refused(desk: Scenario) -> None:
    desk.given(add_customer(), add_product(), place())
    desk.when(PlaceOrder(order_id="second", content=content(entry()), currency="USD"))
    desk.then_refused(CurrencyMismatch, "currency")


@pytest.mark.parametrize("currency", [None, "", "ZZZ", "euro"])
def test_the_first_order_needs_a_currency_that_exists(desk: Scenario, currency: str | None) -> None:
    desk.given(add_customer(), add_product())
    desk.when(PlaceOrder(order_id="order", content=content(entry()), currency=currency))
    desk.then_refused(Invalid, "currency")


def test_a_refused_first_order_leaves_the_business_unopened(desk: Scenario) -> None:
    desk.given(add_customer()).when(PlaceOrder(order_id="order", content=content(), currency="EUR"))
    desk.then_refused(Invalid, "lines")
    assert not desk.state(Business, BUSINESS_ID).exists


def test_whoever_wants_to_choose_opens_the_business_first(desk: Scenario) -> None:
    desk.when(
        OpenBusiness(currency="JPY", time_zone="Asia/Tokyo", order_numbers="J{###}", tax_rounding=TaxRounding.PER_LINE)
    )
    desk.then(
        BusinessOpened(
            currency="JPY", time_zone="Asia/Tokyo", order_numbers="J{###}", tax_rounding=TaxRounding.PER_LINE
        )
    )


def test_a_business_opens_once(desk: Scenario) -> None:
    desk.given(OpenBusiness(currency="EUR")).when(OpenBusiness(currency="EUR")).then_refused(NotAllowed, "")


@pytest.mark.parametrize("time_zone", ["", "Nowhere/Atall", "../etc/passwd", "Europe", "a\0b"])
def test_a_time_zone_that_nobody_knows_is_refused(desk: Scenario, time_zone: str) -> None:
    desk.when(OpenBusiness(currency="EUR", time_zone=time_zone)).then_refused(Invalid, "time_zone")


def test_a_pattern_without_a_number_is_refused(desk: Scenario) -> None:
    desk.when(OpenBusiness(currency="EUR", order_numbers="SO-{YYYY}")).then_refused(Invalid, "order_numbers")
