"""Making the read store anew from the log, beside the one in use, and comparing the two."""
