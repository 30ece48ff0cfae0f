"""How events of earlier shapes are lifted; see ``domain.store.upcasting``."""

from domain.store.upcasting import Upcasters

UPCASTERS: Upcasters = {}
"""By event type and the schema it lifts from, to the next."""
