"""Dutch, the source: the others fall back to it."""
