"""Instances of channels: what they say and show, held against what was published."""
