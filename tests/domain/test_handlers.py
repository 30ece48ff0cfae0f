from importlib import import_module
from pkgutil import walk_packages

import pytest

import domain
from domain.handlers import AGGREGATES, EVENTS, HANDLERS
from domain.messages import Command, Event

for module in walk_packages(domain.__path__, "domain."):
    import_module(module.name)


def ours(kinds: list[type]) -> set[type]:
    """Without those that other tests make up."""
    return {kind for kind in kinds if kind.__module__.startswith("domain.")}


def test_every_command_has_a_handler() -> None:
    assert ours(Command.__subclasses__()) == set(HANDLERS)


def test_every_event_is_known_to_the_store() -> None:
    assert ours(Event.__subclasses__()) == set(EVENTS)


def test_no_two_kinds_of_streams_share_a_name() -> None:
    assert len({kind.KIND for kind in AGGREGATES}) == len(AGGREGATES)


@pytest.mark.parametrize("kind", AGGREGATES, ids=lambda kind: kind.KIND)
def test_an_aggregate_begins_as_nothing(kind: type) -> None:
    assert not kind(id="x").exists
    assert kind(id="x").stream == f"{kind.KIND}-x"
