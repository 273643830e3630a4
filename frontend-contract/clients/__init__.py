"""Reference clients: the channels and one overview, on nothing but HTTP and the JSON schemas."""
