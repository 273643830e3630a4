"""Answers to a question: the direct answer, its opening hours, snippets and a correction."""
