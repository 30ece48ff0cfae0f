"""The read store's files, and how one generation replaces another."""
