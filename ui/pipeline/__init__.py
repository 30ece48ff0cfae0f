"""The page on which one sees commands become events and events become what is on the screen."""
