"""One door for stored bytes: rows that name them, a storage that holds them, a safe way out."""
