"""What narrows a list down: the search box with its completion, and the chips."""
