"""Products by their names in languages that residents speak and our texts are not in, from the table of editors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.language.scripts import WrittenWord, words_of, writing_of
from search.query.rules import SpokenLanguage

IsKnown = Callable[[str], bool]

EQUAL, INFLECTED, LENGTHENED, MISTYPED = 1.0, 0.85, 0.75, 0.7
# What a form of a word has after the letters that it shares with another, and after or before all letters of that one.
LONGEST_ENDING, SHORTER_ENDING, LONGEST_SUFFIX, LONGEST_PREFIX = 3, 2, 8, 2
BUCKET, SHORTEST_MISTYPED = 3, 6
# The part of a name that must be there, by how much its words say; less in a script in which nothing else can be found.
ENOUGH, ENOUGH_IN_OTHER_SCRIPT = 0.55, 0.3
# A product's score beside that of the best.
BESIDE_BEST = 0.5
MOST_PRODUCTS, SHORTEST_TELLING = 5, 3


class Name(NamedTuple):
    """One of the names of a product, as words that count by how few products have them."""

    language: str
    address: str
    words: Mapping[str, float]


class SpokenMatch(NamedTuple):
    """The languages in which the question was probably asked, and the addresses that it names, best first."""

    languages: tuple[SpokenLanguage, ...]
    addresses: tuple[str, ...]


def spoken_match(
    text: str, spoken: tuple[SpokenLanguage, ...], is_known: IsKnown, is_near: IsKnown, unfinished: bool = False
) -> SpokenMatch | None:
    """None for a question of which every word that a name has is one of our own texts too: `is_known`.

    A word that `is_near` one of ours is a typing error, unless a name has just that word.
    """
    asked = words_of(text)
    in_other_script = not all(word.plain.isascii() for word in asked)
    strange = [word for word in asked if in_other_script or not is_known(word.plain)] if spoken else []
    if not strange:
        return None
    names = lookup(spoken)
    strict = {word.compared for word in asked if word.plain.isascii() and (word not in strange or is_near(word.plain))}
    found = {word.compared: names.forms(word.compared, word.compared in strict) for word in asked}
    if unfinished and asked[-1] in strange:
        found[asked[-1].compared] |= names.completions(asked[-1].compared)
    return names.match(found, strange, ENOUGH_IN_OTHER_SCRIPT if in_other_script else ENOUGH)


def has_name(spoken: tuple[SpokenLanguage, ...], word: str) -> bool:
    """Whether just this word is in a name of a product."""
    return any(each.compared in lookup(spoken).names for each in words_of(word))


class Lookup:
    """The names of all languages by their words."""

    def __init__(self, spoken: Sequence[SpokenLanguage]) -> None:
        self.spoken = spoken
        self.names: dict[str, list[Name]] = {}
        for name in (name for language in spoken for name in _names(language)):
            for word in name.words:
                self.names.setdefault(word, []).append(name)
        self.buckets: dict[str, list[str]] = {}
        for word in self.names:
            self.buckets.setdefault(word[:BUCKET], []).append(word)
        self.prefixed = [word for word in self.names if writing_of(word).prefixed]

    def forms(self, asked: str, strict: bool) -> dict[str, float]:
        """The words of names that this is, or is a form of if it need not be `strict`."""
        found = {asked: EQUAL} if asked in self.names else {}
        if strict:
            return found
        found |= {word: MISTYPED for word in self._near(asked) if word not in found}
        for word in self.buckets.get(asked[:BUCKET], ()):
            found[word] = max(_form(asked, word), found.get(word, 0.0))
        if writing_of(asked).prefixed:
            found |= {word: LENGTHENED for word in self.prefixed if not found.get(word) and _prefixed(asked, word)}
        return found

    def completions(self, start: str) -> dict[str, float]:
        return {word: INFLECTED for word in self.buckets.get(start[:BUCKET], ()) if word.startswith(start)}

    def match(
        self, found: Mapping[str, Mapping[str, float]], strange: Collection[WrittenWord], enough: float
    ) -> SpokenMatch | None:
        """`found` has the words of names that each word of the question may be."""
        strengths: dict[str, float] = {}
        for forms in found.values():
            for word, strength in forms.items():
                strengths[word] = max(strength, strengths.get(word, 0.0))
        tellings = {word for each in strange for word, strength in found[each.compared].items() if strength}
        scores: dict[str, dict[str, float]] = {}
        for name in {id(name): name for word in strengths for name in self.names[word]}.values():
            score = 0.0 if tellings.isdisjoint(name.words) else _score(name, strengths, enough)
            if score:
                products = scores.setdefault(name.language, {})
                products[name.address] = max(score, products.get(name.address, 0.0))
        return self._best(scores, found) if scores else None

    def _best(self, scores: Mapping[str, Mapping[str, float]], found: Mapping[str, Mapping[str, float]]) -> SpokenMatch:
        """In the language that has most of the words; a question may be the same in several."""
        shares = {code: round(self._share(code, found), 3) for code in scores}
        most = max(shares.values())
        likely = [language for language in self.spoken if shares.get(language.code) == most]
        products: dict[str, float] = {}
        for language in likely:
            for address, score in scores[language.code].items():
                products[address] = max(score, products.get(address, 0.0))
        least = BESIDE_BEST * max(products.values())
        ranked = sorted(products, key=lambda address: -products[address])
        near = [address for address in ranked if products[address] >= least]
        return SpokenMatch(tuple(likely), tuple(near[:MOST_PRODUCTS]))

    def _share(self, code: str, found: Mapping[str, Mapping[str, float]]) -> float:
        """How many words of the question the language has."""
        return sum(
            max((strength for word, strength in forms.items() if self._has(code, word)), default=0.0)
            for forms in found.values()
        )

    def _has(self, code: str, word: str) -> bool:
        return any(name.language == code for name in self.names[word])

    def _near(self, asked: str) -> list[str]:
        if len(asked) < SHORTEST_MISTYPED:
            return []
        near = process.extract(asked, list(self.names), scorer=OSA.distance, score_cutoff=1, limit=None)
        return [word for word, _, _ in near if len(word) >= SHORTEST_MISTYPED]


@lru_cache(maxsize=8)
def lookup(spoken: tuple[SpokenLanguage, ...]) -> Lookup:
    return Lookup(spoken)


def _names(language: SpokenLanguage) -> Iterator[Name]:
    said = [
        (address, [each.compared for each in words_of(text)]) for address, texts in language.words for text in texts
    ]
    having: dict[str, set[str]] = {}
    for address, words in said:
        for word in words:
            having.setdefault(word, set()).add(address)
    for address, words in said:
        telling = [word for word in words if len(word) >= SHORTEST_TELLING or not word.isascii()] or words
        weights = {word: log(1 + len(language.words) / len(having[word])) for word in telling}
        yield Name(language.code, address, weights)


def _score(name: Name, strengths: Mapping[str, float], enough: float) -> float:
    """What is found of a name, and more when that says more; nothing when too little of it is there."""
    found = sum(weight * strengths.get(word, 0.0) for word, weight in name.words.items())
    share = found / sum(name.words.values())
    return found * share if share >= enough else 0.0


def _form(asked: str, word: str) -> float:
    """How surely both are forms of one word, by the start that they share."""
    if asked == word:
        return EQUAL
    short, long = sorted((asked, word), key=len)
    shared = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if shared < writing_of(asked).least:
        return 0.0
    if len(long) - shared <= LONGEST_ENDING and len(short) - shared <= SHORTER_ENDING:
        return INFLECTED
    return LENGTHENED if shared == len(short) and len(long) - shared <= LONGEST_SUFFIX else 0.0


def _prefixed(asked: str, word: str) -> bool:
    short, long = sorted((asked, word), key=len)
    return len(short) >= writing_of(asked).least and len(long) - len(short) <= LONGEST_PREFIX and long.endswith(short)
