"""What dashboards show: bookings, shipping, the backlog, and what is to be paid."""
