"""What the window is dressed with and the papers it prints on."""
