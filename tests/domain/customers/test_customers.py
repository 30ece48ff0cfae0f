from msgspec.structs import replace

from domain.addresses import Address
from domain.customers.commands import AddCustomer, ChangeCustomer, ImportCustomer
from domain.customers.customer import Customer
from domain.customers.events import CustomerAdded, CustomerChanged, CustomerPersonal
from domain.errors import AlreadyRecorded, AlreadyTaken, Invalid, NotFound, NothingToRecord, VersionConflict
from tests.domain.samples import DEPOT, HOME, VINET, add_customer
from tests.domain.scenario import Scenario

MOVED = replace(VINET, billing=DEPOT)


def test_a_customer_is_kept_without_the_blanks_around_the_values(desk: Scenario) -> None:
    untidy = replace(VINET, name="  Vins et alcools Chevalier ", contact=" Paul\t")
    desk.when(add_customer(code=" VINET ", personal=untidy))
    desk.then(CustomerAdded(customer_id="vinet", code="VINET", personal=replace(VINET, contact="Paul")))


def test_a_customer_needs_code_and_name(desk: Scenario) -> None:
    desk.when(add_customer(code="  ")).then_refused(Invalid, "code")
    desk.when(add_customer(personal=CustomerPersonal(name=""))).then_refused(Invalid, "name")


def test_the_field_at_fault_is_named_down_to_the_part_of_an_address(desk: Scenario) -> None:
    wrong = replace(VINET, shipping=Address(city="Reims\0"))
    desk.when(add_customer(personal=wrong)).then_refused(Invalid, "shipping.city")
    desk.when(add_customer(personal=replace(VINET, email="nobody"))).then_refused(Invalid, "email")


def test_a_code_is_taken_however_it_is_written(desk: Scenario) -> None:
    desk.given(add_customer()).when(add_customer("other", code=" vinet "))
    desk.then_refused(AlreadyTaken, "code", f"Code vinet is taken by customer {VINET.name}.")


def test_a_customer_is_added_once(desk: Scenario) -> None:
    desk.given(add_customer()).when(add_customer(code="OTHER")).then_refused(AlreadyRecorded, "customer_id")


def test_details_change_as_a_whole(desk: Scenario) -> None:
    desk.given(add_customer()).when(ChangeCustomer(customer_id="vinet", code="VINET", personal=MOVED))
    desk.then(CustomerChanged(customer_id="vinet", code="VINET", personal=MOVED))


def test_a_change_of_nothing_is_not_recorded(desk: Scenario) -> None:
    desk.given(add_customer()).when(ChangeCustomer(customer_id="vinet", code="VINET ", personal=VINET))
    desk.then_refused(NothingToRecord, "")


def test_an_unknown_customer_can_not_change(desk: Scenario) -> None:
    desk.when(ChangeCustomer(customer_id="vinet", code="VINET", personal=VINET)).then_refused(NotFound, "customer_id")


def test_a_new_code_sets_the_old_one_free(desk: Scenario) -> None:
    desk.given(add_customer(), ChangeCustomer(customer_id="vinet", code="CHEVA", personal=VINET))
    desk.given(add_customer("second", code="VINET"))
    desk.when(add_customer("third", code="cheva")).then_refused(AlreadyTaken, "code")


def test_a_code_may_change_its_spelling(desk: Scenario) -> None:
    desk.given(add_customer(), ChangeCustomer(customer_id="vinet", code="Vinet", personal=VINET))
    assert desk.state(Customer, "vinet").code == "Vinet"
    desk.when(add_customer("other", code="VINET")).then_refused(AlreadyTaken, "code")


def test_a_change_to_anothers_code_is_refused(desk: Scenario) -> None:
    desk.given(add_customer(), add_customer("other", code="OTHER"))
    desk.when(ChangeCustomer(customer_id="other", code="VINET", personal=MOVED))
    desk.then_refused(AlreadyTaken, "code", f"Code VINET is taken by customer {VINET.name}.")


def test_a_change_to_a_customer_that_somebody_else_changed_goes_back_to_the_person(desk: Scenario) -> None:
    desk.given(add_customer(), ChangeCustomer(customer_id="vinet", code="VINET", personal=MOVED))
    desk.when(ChangeCustomer(customer_id="vinet", code="V", personal=VINET, seen_version=1))
    desk.then_refused(VersionConflict, "")


def imported(*fields: str, **values: object) -> ImportCustomer:
    personal = CustomerPersonal(**{"name": "Chevalier", **values})  # type: ignore[arg-type]
    return ImportCustomer(customer_id="read", code=" vinet", personal=personal, fields=fields)


def test_a_code_read_for_the_first_time_adds_the_customer(desk: Scenario) -> None:
    desk.when(imported("name"))
    desk.then(CustomerAdded(customer_id="read", code="vinet", personal=CustomerPersonal(name="Chevalier")))


def test_a_known_code_takes_over_the_columns_that_the_file_has_and_no_other(desk: Scenario) -> None:
    desk.given(add_customer()).when(imported("name", "phone", phone="26.47.15.10", email="ignored@x.example"))
    changed = replace(VINET, name="Chevalier", phone="26.47.15.10")
    desk.then(CustomerChanged(customer_id="vinet", code="VINET", personal=changed))


def test_an_address_is_taken_over_by_the_parts_that_the_file_has(desk: Scenario) -> None:
    desk.given(add_customer()).when(imported("billing.city", billing=Address(city="Rouen", street="ignored")))
    assert desk.the(CustomerChanged).personal.billing == replace(HOME, city="Rouen")


def test_a_column_left_empty_empties_the_value(desk: Scenario) -> None:
    desk.given(add_customer()).when(imported("email"))
    assert desk.the(CustomerChanged).personal == replace(VINET, email="")


def test_a_file_read_again_records_nothing(desk: Scenario) -> None:
    desk.given(imported("name", "note", note="x"))
    desk.when(imported("name", "note", note=" x ")).then_refused(NothingToRecord, "")


def test_a_customer_read_from_a_file_is_checked_as_any_other(desk: Scenario) -> None:
    desk.when(imported("name", name="")).then_refused(Invalid, "name")
    desk.given(AddCustomer(customer_id="vinet", code="VINET", personal=VINET))
    desk.when(imported("email", email="@")).then_refused(Invalid, "email")
