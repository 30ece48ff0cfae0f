"""Files out: orders, lines, customers, products and events as CSV or JSON lines."""
