"""Reads the search rules of a channel and locale from their released document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson

from search.query.addresses import address_of
from search.query.rules import WEIGHTS, BestBet, Rules, SpokenLanguage, Synonym

Json = Mapping[str, Any]
ADDRESS = "searchRules/search-rules"


@lru_cache(maxsize=64)
def rules_in(body: bytes) -> Rules:
    """A document is read once for as long as it is in use."""
    return rules_of(orjson.loads(body))


def rules_of(document: Json) -> Rules:
    return Rules(
        synonyms=tuple(synonym for row in document["synonyms"] for synonym in _synonyms(row)),
        best_bets=tuple(BestBet(tuple(row["questions"]), _addresses(row["products"])) for row in document["bestBets"]),
        hidden=frozenset(_addresses(document["hidden"])),
        boosted={address_of("product", row["product"]): float(row["factor"]) for row in document["boosted"]},
        weights={**WEIGHTS, **{name: float(weight) for name, weight in document["weights"].items() if name in WEIGHTS}},
        spoken=tuple(map(_spoken_language, document.get("spokenLanguages", ()))),
    )


def _synonyms(row: Json) -> Iterator[Synonym]:
    """Both ways means that each of the words finds all the others."""
    words = (row["words"], *row["means"])
    for said in words if row["bothWays"] else words[:1]:
        yield Synonym(said, tuple(other for other in words if other != said))


def _spoken_language(row: Json) -> SpokenLanguage:
    words = tuple((address_of("product", each["product"]), tuple(each["names"])) for each in row["words"])
    return SpokenLanguage(row["language"], row["direction"], row["notice"], words)


def _addresses(keys: list[str]) -> tuple[str, ...]:
    return tuple(address_of("product", key) for key in keys)
