"""What must be confirmed before a channel tells anything, and who confirmed it."""
