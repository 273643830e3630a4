"""Ordinary words of a language, which are nobody's name: what people ask about that our own texts may not say."""

from __future__ import annotations

from functools import cache

from languages.registry import analysis_of, lines_of


@cache
def ordinary_stems(code: str) -> frozenset[str]:
    """None for a language without a list, so that there more words count as unknown."""
    stem = analysis_of(code).stem
    return frozenset(stem(word) for line in lines_of(code, "common_words") for word in line.split())
