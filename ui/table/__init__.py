"""The table that shows lists of any length."""
