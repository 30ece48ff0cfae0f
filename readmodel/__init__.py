"""The read side: tables shaped for the screen, brought up to date from the log, and the queries that read them."""
