"""Projects: their labeling config, settings, members, and the counts of what is in them."""
