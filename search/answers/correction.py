"""A correction as people write it: an index knows words without their accents, so "mulltonne" for Mülltonne."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search.language.normalisation import JOINED, composed, fold, tokens_in

Json = Mapping[str, Any]


def accented(corrected: str, asked: str, documents: Iterable[Json]) -> str:
    """With the accents that the documents give to words that nobody asked for as they are."""
    kept = set(tokens_in(composed(asked)))
    written = {fold(token): token.casefold() for each in documents for token in tokens_in(composed(_texts(each)))}
    return JOINED.sub(lambda found: found[0] if found[0] in kept else written.get(found[0], found[0]), corrected)


def _texts(document: Json) -> str:
    names = (name["name"] for name in document.get("names", ()))
    return " ".join((document["title"], document.get("summary", ""), *names))
