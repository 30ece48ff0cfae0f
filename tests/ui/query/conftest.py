"""The vocabulary of orders, which has every kind of field."""

import pytest

from readmodel.orders.list_spec import ORDERS
from ui.orders.fields import ORDER_WORDS
from ui.query.vocabulary import Vocabulary, vocabulary_of


@pytest.fixture(scope="session")
def orders() -> Vocabulary:
    """The fields of orders."""
    return vocabulary_of(ORDERS, ORDER_WORDS)
