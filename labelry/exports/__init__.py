"""Taking labels out, in every format."""
