"""Everything that faces people: window, forms, command line, files in and out."""
