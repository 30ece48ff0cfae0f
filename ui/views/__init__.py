"""Views of a list: the work queues that are built in, and those that people save."""
