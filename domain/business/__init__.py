"""What holds for the whole store: base currency, time zone, numbering, how tax is rounded."""
