"""Announcements of the read side, made with blinker."""

from blinker import Signal

projected = Signal(
    "The read store moved on. Sent by the projector, on the thread that drove it, with position=<the new checkpoint> "
    "and changes=<frozenset of (subject, id)>, where subject is order, customer, product or business."
)
