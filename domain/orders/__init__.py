"""Orders, from the first draft to the last payment."""
