"""Indexes that follow the releases."""
