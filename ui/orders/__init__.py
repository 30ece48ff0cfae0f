"""Orders: the list, one order in full, the form they are typed into, and what can be done to them."""
