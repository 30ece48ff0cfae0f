"""How business goes: bookings, shipping, the backlog and what is to be paid, over a period and against another."""
