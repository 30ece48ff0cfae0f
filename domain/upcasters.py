"""How events of earlier shapes are lifted; see ``domain.store.upcasting``."""

from domain.store.upcasting import Upcasters

UPCASTERS: Upcasters = {}
"""By the event type and the schema that each lifts from."""
