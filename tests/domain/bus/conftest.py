"""A store and a bus that know pads."""

from collections.abc import Iterator

import pytest

from domain.bus.bus import CommandBus
from domain.store.store import Store
from tests.domain.pads import open_bus, open_store


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store, once on each database; whatever a test does to it, it must verify in the end."""
    with open_store(address) as store:
        yield store
        assert list(store.verify()) == []


@pytest.fixture
def bus(store: Store) -> Iterator[CommandBus]:
    """A bus on that store."""
    with open_bus(store) as bus:
        yield bus
