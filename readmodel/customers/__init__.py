"""What the screens show of customers."""
