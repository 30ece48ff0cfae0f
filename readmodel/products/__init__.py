"""What the screens show of products and stock."""
