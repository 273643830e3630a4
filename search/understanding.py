"""What a question means: for each word the tokens that would answer it, from exact to a guess at what was mistyped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from search.engine import Alternative, Clause, Way
from search.lexicon import Lexicon
from search.rules import DEFAULT, Rules
from search.steering import best_bets, listens_to, meant_by
from search.tokens import either, name_token
from search.words import Place, Word, composed, places

LONGEST = 20
# How much a way to find a word says, of finding the word itself.
MADE_OF, PIECE, UNFINISHED, SYNONYM, ASKING = 0.7, 0.3, 0.6, 0.9, 0.15
GUESS, PER_MISTAKE = 0.95, 0.2
COMPLETIONS, SHORTEST_START = 12, 2

Tokens = tuple[tuple[str, ...], ...]
Ways = Iterator[Alternative]


@dataclass(frozen=True)
class Meaning:
    """`asks` is the kind of fact that the question is about; `corrected` the question as it was probably meant.

    `best` are the addresses of best bets for it.
    """

    clauses: tuple[Clause, ...] = ()
    names: Mapping[str, float] = field(default_factory=dict)
    needed: int = 1
    asks: str | None = None
    corrected: str | None = None
    best: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A word of the question; `settled` is what it was probably meant as, `asking` when it only asks for a fact."""

    place: Place
    settled: str
    asking: bool

    @property
    def word(self) -> Word:
        return self.place.word


def understand(text: str, lexicon: Lexicon, rules: Rules = DEFAULT, unfinished: bool = False) -> Meaning:
    """`unfinished` when the last word is still being typed. A text without words has no clauses."""
    return _Question(composed(text), lexicon, rules, unfinished).meaning()


class _Question:
    def __init__(self, text: str, lexicon: Lexicon, rules: Rules, unfinished: bool) -> None:
        self.text, self.lexicon, self.rules, self.unfinished = text, lexicon, rules, unfinished
        said = list(places(text))[:LONGEST]
        settled = [self._settled(place.word) for place in said]
        self.ask = lexicon.language.question(settled)
        asking = self.ask.words if self.ask else frozenset()
        everything = [Asked(place, word, word in asking) for place, word in zip(said, settled, strict=True)]
        self.asked = [each for each in everything if each.settled not in lexicon.language.empty] or everything
        if all(each.asking for each in self.asked):
            self.asked = [each._replace(asking=False) for each in self.asked]
        self.stems = [lexicon.language.stem(each.settled) for each in self.asked]
        self.meant = meant_by(rules, lexicon.language, self.stems)
        asking_stems = [stem for stem, each in zip(self.stems, self.asked, strict=True) if each.asking]
        self.best = best_bets(rules, lexicon.language, self.stems, asking_stems)

    def meaning(self) -> Meaning:
        clauses = tuple(self._clause(position) for position in range(len(self.asked)))
        counted = sum(not each.asking for each in self.asked)
        kind = self.ask.kind if self.ask else None
        return Meaning(clauses, self._names(), max(1, counted // 2), kind, self._corrected(), self.best)

    def _settled(self, word: Word) -> str:
        guesses = () if word.parts or self._knows(word.whole) else self.lexicon.guesses(word.whole)
        return guesses[0].word if guesses else word.whole

    def _knows(self, word: str) -> bool:
        language = self.lexicon.language
        return self.lexicon.knows(word) or listens_to(self.rules, language, language.stem(word))

    def _clause(self, position: int) -> Clause:
        asked = self.asked[position]
        found: dict[Tokens, Alternative] = {}
        for way in self._ways(position):
            if way.tokens not in found or way.weight > found[way.tokens].weight:
                found[way.tokens] = way
        return Clause(asked.word.whole, tuple(found.values()), ASKING if asked.asking else 1.0, asked.asking)

    def _ways(self, position: int) -> Ways:
        word = self.asked[position].word
        for language in self.lexicon.languages:
            yield Alternative((either(language.stem(word.whole)),))
            if word.parts:
                yield Alternative(tuple(either(language.stem(part)) for part in word.parts))
        for meant in self.meant:
            if meant.start <= position < meant.end:
                yield Alternative(tuple(map(either, meant.phrase)), SYNONYM, Way("synonym", meant.text))
        yield from self._joined(position)
        yield from self._taken_apart(word)
        if not self._knows(word.whole) and not word.parts:
            yield from self._unknown(word.whole, position)
        elif self.unfinished and self._is_last(position):
            yield from self._completed(word.whole)

    def _joined(self, position: int) -> Ways:
        """With the word before or after it: rij bewijs is rijbewijs."""
        for first in (position - 1, position):
            if 0 <= first < len(self.asked) - 1:
                whole = self.asked[first].word.whole + self.asked[first + 1].word.whole
                if whole in self.lexicon.spelling.words:
                    yield Alternative((either(self.lexicon.language.stem(whole)),), 1.0, Way("joined", whole))

    def _taken_apart(self, word: Word) -> Ways:
        """A compound also means its parts; one that nobody wrote before means the least of them as well."""
        stem = self.lexicon.languages[-1].stem
        parts = [part for single in word.singles for part in self.lexicon.dictionary.parts(single)]
        smallest = [part for part in parts if not self.lexicon.dictionary.parts(part)]
        if len(smallest) > 1:
            made_of = Way("part", " ".join(smallest))
            yield Alternative(tuple(either(stem(part)) for part in smallest), MADE_OF, made_of)
            if not self.lexicon.knows(word.whole):
                yield from (Alternative((either(stem(part)),), PIECE, Way("part", part)) for part in parts)

    def _unknown(self, word: str, position: int) -> Ways:
        guesses = self.lexicon.guesses(word)
        for guess in guesses:
            for language in self.lexicon.languages:
                weight = GUESS - PER_MISTAKE * guess.cost
                yield Alternative((either(language.stem(guess.word)),), weight, Way("mistake", guess.word))
        if self._is_last(position):
            yield from self._completed(word)

    def _completed(self, start: str) -> Ways:
        if len(start) >= SHORTEST_START:
            for word in self.lexicon.spelling.completions(start, COMPLETIONS):
                for language in self.lexicon.languages:
                    yield Alternative((either(language.stem(word)),), UNFINISHED, Way("unfinished", word))

    def _is_last(self, position: int) -> bool:
        return position == len(self.asked) - 1 and not self.text[self.asked[position].place.end :].strip()

    def _names(self) -> dict[str, float]:
        """Whole names that the question may have, the more of the question the better."""
        size = len(self.asked)
        found: dict[str, float] = {}
        for start in range(size):
            for end in range(start + 1, size + 1):
                for language in self.lexicon.languages:
                    name = name_token([language.stem(each.settled) for each in self.asked[start:end]])
                    found[name] = max(found.get(name, 0.0), ((end - start) / size) ** 2)
        for meant in self.meant:
            name, share = name_token(meant.phrase), (meant.end - meant.start) / size
            found[name] = max(found.get(name, 0.0), SYNONYM * share**2)
        return found

    def _corrected(self) -> str | None:
        """The text with guesses in it; None when there is nothing to correct."""
        covered = {position for meant in self.meant for position in range(meant.start, meant.end)}
        wrong = [
            each
            for position, each in enumerate(self.asked)
            if each.settled != each.word.whole and position not in covered
        ]
        text = self.text
        for each in reversed(wrong):
            text = text[: each.place.start] + each.settled + text[each.place.end :]
        return text if wrong else None
