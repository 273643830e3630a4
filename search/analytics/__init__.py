"""Analytics of searches, counted without personal data."""
