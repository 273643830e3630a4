"""A local copy of a channel, kept by the sync library, and reports of what it shows."""
