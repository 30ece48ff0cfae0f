"""Customers: the list, one in full, and the form."""
