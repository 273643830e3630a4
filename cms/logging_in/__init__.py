"""Logging in: one door, throttled, with a second factor, sessions that end, and an audit log."""
