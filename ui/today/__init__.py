"""The first page: what waits, and how business goes."""
