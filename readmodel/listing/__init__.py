"""Lists of any length: snapshots, pages, search and filters."""
