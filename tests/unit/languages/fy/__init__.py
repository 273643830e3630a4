"""Frisian, for tests: without words for numbers and without a search analysis."""
