"""Everything that faces people: the window, its pages and forms, the command line, and files in and out."""
