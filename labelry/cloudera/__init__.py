"""What is true only inside Cloudera AI: its addresses, its gateway, its people, its metadata."""
