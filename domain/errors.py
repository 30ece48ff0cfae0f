"""What a command may be refused for.

Every refusal is something a person can mend: it says what is wrong, names the field at fault in ``field`` (a path such
as ``lines.2.quantity``, counted from 0, or empty when no single field is to blame) and leaves no trace in the log.
Faults of our own are ordinary exceptions and are not listed here.
"""


class Refused(Exception):
    """A command that was not carried out, for a reason its sender can mend."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, str]]:
        return type(self), (self.message, self.field)


class Invalid(Refused):
    """A value that can't be: empty where something is needed, out of range, or contradicting another."""


class NotFound(Refused):
    """The thing a command speaks of does not exist."""


class NotAllowed(Refused):
    """The state of things, or the actor's role, does not permit it."""


class AlreadyTaken(Refused):
    """Somebody else already has this code, SKU or barcode."""


class AlreadyRecorded(Refused):
    """It happened before: an imported order whose source number is known."""


class NothingToRecord(Refused):
    """The command would change nothing, so the log stays as it is."""


class CurrencyMismatch(Refused):
    """An amount in a currency other than the business's own."""


class CommandIdReused(Refused):
    """A command id that was seen before, with another content."""


class VersionConflict(Refused):
    """Somebody else changed it since the sender looked at it."""


class Collided(VersionConflict):
    """Another process wrote first what this write needed. Nobody's view is out of date: it can simply be redone."""


class StoreUnavailable(Refused):
    """The write store can't be reached or written; nothing was recorded."""
