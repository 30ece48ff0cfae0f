"""Sample data: a believable year of trading, made through the command bus like anybody's own."""
