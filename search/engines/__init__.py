"""One small interface, and the two engines behind it."""
