"""What the log and the projector are doing."""
