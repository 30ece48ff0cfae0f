"""The write store: an append-only log of events, with what must be quick to look up beside it."""
