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


@dataclass(frozen=True)
class SpokenLanguage:
    """A language that residents speak: in which our texts are (`notice`, in that language), and what it calls products.

    `language` is its code. It holds for every content language but itself.
    """

    source: str
    language: str
    notice: str
    words: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def direction(self) -> str:
        """How it is written: "ltr" or "rtl"."""
        return "rtl" if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in self.notice) else "ltr"


Rule = Synonym | BestBet | Emphasis | FieldWeights | SpokenLanguage


@dataclass(frozen=True)
class SearchRules:
    """All that are published, in the order in which they were made."""

    synonyms: tuple[Synonym, ...] = ()
    best_bets: tuple[BestBet, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    weights: tuple[FieldWeights, ...] = ()
    spoken: tuple[SpokenLanguage, ...] = ()

    def __iter__(self) -> Iterator[Rule]:
        yield from self.synonyms
        yield from self.best_bets
        yield from self.emphasis
        yield from self.weights
        yield from self.spoken


def folded(text: str) -> str:
    """The words as search compares them: small letters, no accents, one space between. Empty when there are none."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter))))
