"""Products and their stock: what is sold, and how much of it is there."""
