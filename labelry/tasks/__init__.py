"""Tasks: what is to be labeled, and how far each one is."""
