"""Webhooks: tells subscribers of every change, in order, at least once (docs/webhooks.md)."""
