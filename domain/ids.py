"""Identifiers made by whoever issues a command, so that a retry names the same thing twice."""

import uuid_utils


def new_id() -> str:
    """A UUIDv7 as text: unique without asking anyone, and in rough order of creation, which keeps indexes compact."""
    return str(uuid_utils.uuid7())
