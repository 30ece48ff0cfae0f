"""The write side: what may happen to an order, a customer, a product, and the log of what did."""
