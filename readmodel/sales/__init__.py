"""Bookings by day, top customers and products, and the work that waits."""
