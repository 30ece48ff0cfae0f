"""The page of orders with a few orders, as the tests of filters have it."""

from tests.ui.filters.conftest import bar, book, page, said, shows

__all__ = ["bar", "book", "page", "said", "shows"]
