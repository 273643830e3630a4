"""Search rules of editors: synonyms, best bets, hidden and boosted products, and how much each field counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# Where a word stands, and how much that says; "exact" is a whole name that is all of the question.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "exact": 8.0,
        "title": 4.0,
        "names": 2.5,
        "upl": 3.0,
        "summary": 1.5,
        "facts": 0.6,
        "theme": 0.6,
        "text": 1.0,
        "audience": 0.5,
        "notes": 1.0,
    }
)
FIELDS = tuple(name for name in WEIGHTS if name != "exact")
# Where a document says what it is called, and what it is about.
NAMING = frozenset({"exact", "title", "names", "upl"})
LEADING = NAMING | {"summary"}


@dataclass(frozen=True)
class Synonym:
    """Who asks for `words` also finds `means`; both ways: and the other way round."""

    words: str
    means: tuple[str, ...]
    both_ways: bool = False


@dataclass(frozen=True)
class BestBet:
    """Whoever asks one of `questions` sees these products first; addresses are kind and key ("product/paspoort")."""

    questions: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class SpokenLanguage:
    """A language that residents speak and our texts are not in. `words` are the names of products, by address; `notice`
    says in that language which languages the texts are in."""

    code: str
    direction: str
    notice: str
    words: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Rules:
    """For one locale. `boosted` multiplies a score: 2 is twice as important, 0.5 half."""

    synonyms: tuple[Synonym, ...] = ()
    best_bets: tuple[BestBet, ...] = ()
    hidden: frozenset[str] = frozenset()
    boosted: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    spoken: tuple[SpokenLanguage, ...] = ()


DEFAULT = Rules()
