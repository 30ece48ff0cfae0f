"""Finding the first rows of a view: ``finding`` tries the ways that the other modules hold, one after the other."""
