"""What the screens show of orders."""
