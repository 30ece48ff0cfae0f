"""Files in: customers, products and orders from CSV files as other systems write them."""
