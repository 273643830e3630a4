"""Texts and dates of the clients themselves, a file per language."""
