"""How much is looked at before one way of finding rows is given up for another.

All are counts of rows, such that what is looked at takes less than a frame of the screen (16 ms) on an ordinary
machine. Which way is taken never changes what is found.
"""

FEW = 2500
"""So many hits are collected and sorted."""

SOME = 30_000
"""So many hits are put into a set; nothing is counted much farther."""

SET_APART = 10_000
"""So many hits that can't be told apart by their ids are put into a set before anything else is tried."""

RARE = 5000
"""So many ids are told at once instead of the first ones alone."""

DENSE = 4
"""What one row in so many passes is met often enough by walking along."""

ON_A_SHELF = 50_000
"""So many rows of a shelf are looked through rather than looking for them elsewhere."""

TOLD_ON_A_SHELF = 80_000
"""So many are sorted by what the shelf alone tells."""

TOLD_WHERE_FOUND = 120_000
"""So many rows are sorted by what the index tells that finds them."""

FETCHED_ALONG = 2000
"""So many rows are fetched on the way of which the index tells something, but not all."""

TOLD_ALONG = 20_000
TOLD_FARTHER = 4
"""If about so many have to be passed, an order is walked along of which the index tells all that is asked of rows; and
so many times as far, before it is seen that those which pass stand elsewhere."""

PASSED_OVER = 300_000
"""So many rows are passed over of which the index of the order tells that they don't pass, to find where others are."""

PROBED_FOR_EACH = 12
PROBED_FARTHER = 4
"""Walking past so many rows, to look each up in a set, costs about what it costs to fetch and sort one hit. They are
walked past up to so many times as far as hits are expected, before it is seen that these stand elsewhere."""

SET_FOR_EACH = 800
"""Of a list of N rows, as many hits as the root of so many times N are put into a set. The more there are, the sooner
those that are wanted are met by fetching every row."""

PLACES_LOOKED_AT = 6000
"""So many rows are looked at, besides those that are found, where shared texts tell the places."""

STEPS = (1500, 6000, 24_000, 48_000)
"""Rows that are walked past before it is looked whether they all have one value."""

LONG = 1500
"""So many rows of one value are worth passing over."""

GONE_THROUGH = 3
"""So many such values are passed over where nothing finds hits among their rows, so that they are gone through; and
none behind one that has no hit."""
