"""Announcements of the read side, made with blinker."""

from blinker import Signal

projected = Signal(
    "The read store moved on. Sent by this process's ProjectionControl, on the thread that did or saw it, with "
    "position=<the new checkpoint> and changes=<frozenset of (subject, id)>, where subject is a kind of aggregate, as "
    "order is; ('store', 'all') says that anything may look different."
)
