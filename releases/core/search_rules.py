"""Search rules as compiling sees them. `source` is the rule's source id; products are named by key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

LEAST_FACTOR, MOST_FACTOR = Decimal("0.1"), Decimal(10)
MOST_WEIGHT = Decimal(20)
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Synonym:
    """Who asks for `words` also finds `means`; both ways: and the other way round."""

    source: str
    language: str
    words: str
    means: tuple[str, ...]
    both_ways: bool = False


@dataclass(frozen=True)
class BestBet:
    """Whoever asks one of `questions` sees these products first."""

    source: str
    language: str
    questions: tuple[str, ...]
    products: tuple[str, ...]


@dataclass(frozen=True)
class Emphasis:
    """`factor` multiplies the score of the product; None hides it."""

    source: str
    language: str
    product: str
    factor: Decimal | None = None


@dataclass(frozen=True)
class FieldWeights:
    """Only the fields whose weight differs from what search gives them."""

    source: str
    language: str
    weights: Mapping[str, Decimal]


Rule = Synonym | BestBet | Emphasis | FieldWeights


@dataclass(frozen=True)
class SearchRules:
    """All that are published, in the order in which they were made."""

    synonyms: tuple[Synonym, ...] = ()
    best_bets: tuple[BestBet, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    weights: tuple[FieldWeights, ...] = ()

    def __iter__(self) -> Iterator[Rule]:
        yield from self.synonyms
        yield from self.best_bets
        yield from self.emphasis
        yield from self.weights


def folded(text: str) -> str:
    """The words as search compares them: small letters, no accents, one space between. Empty when there are none."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter))))
