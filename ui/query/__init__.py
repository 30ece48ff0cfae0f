"""The language that lists are searched and narrowed down with; nothing here knows Qt."""
