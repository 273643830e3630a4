"""Conditions that must be confirmed before a channel tells anything, and who confirmed them."""
