"""What dashboards show: bookings, shipping, the backlog, what is to be paid, and the work that waits."""
