"""Products and stock: the list, one in full, the form, receipts and corrections."""
