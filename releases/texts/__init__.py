"""Texts as editors write them: markup with references to facts, parsed once and filled as often as needed."""
