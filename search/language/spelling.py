"""Spelling help: the words of the index that a mistyped or unfinished word may stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from languages.analysis import Sounds

# A word of at least so many letters may have so many mistakes.
ALLOWED = ((8, 2), (4, 1))
SAME_SOUND = 0.5
SHORTEST_SOUND, SHORTEST_PIECE = 4, 5
# With a mistake on top of that, a sound must be this long.
SHORTEST_MIXED = 6
# A longer word has no guesses, so that what looking for one costs, and what is remembered of it, has an end: some 2 MB.
LONGEST_GUESSED, REMEMBERED = 64, 2_000
LAST_LETTER = "\U0010ffff"


class Guess(NamedTuple):
    """`cost`: the number of mistakes; SAME_SOUND when the words are said alike."""

    word: str
    cost: float


@dataclass(frozen=True)
class Spelling:
    """`words` with the number of documents that have each; `sounds` of their languages."""

    words: Mapping[str, int]
    sounds: Sounds = ()
    _guessed: dict[str, tuple[Guess, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(word[::-1] for word in self.words)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(sound(word, self.sounds), []).append(word)
        return found

    @cached_property
    def _all_sounds(self) -> list[str]:
        return list(self._by_sound)

    def completions(self, start: str, limit: int) -> list[str]:
        """The words that begin with `start`, most used first."""
        return self._most_used(_beginning(self._sorted, start), limit)

    def _most_used(self, words: Iterable[str], limit: int) -> list[str]:
        return sorted(words, key=lambda word: (-self.words[word], word))[:limit]

    def containing(self, piece: str, limit: int) -> list[str]:
        """The words that begin or end with `piece`, most used first; nothing for a short one."""
        if len(piece) < SHORTEST_PIECE:
            return []
        ending = (word[::-1] for word in _beginning(self._backwards, piece[::-1]))
        return self._most_used({*_beginning(self._sorted, piece), *ending}, limit)

    def guesses(self, word: str, limit: int = 3) -> tuple[Guess, ...]:
        """The likeliest words first: the fewest mistakes, then the most used. Nothing for numbers and short words."""
        if len(word) > LONGEST_GUESSED:
            return ()
        found = self._guessed.get(word)
        if found is None:
            if len(self._guessed) >= REMEMBERED:
                self._guessed.clear()
            found = self._guessed[word] = self._guess(word)
        return found[:limit]

    def _guess(self, word: str) -> tuple[Guess, ...]:
        if not word.isalpha() or len(word) < SHORTEST_SOUND:
            return ()
        costs = {guess.word: guess.cost for guess in self._sounding_like(word)}
        costs |= {guess.word: guess.cost for guess in self._near(word)}
        costs |= dict.fromkeys(self._by_sound.get(sound(word, self.sounds), ()), SAME_SOUND)
        guesses = (Guess(*each) for each in costs.items())
        return tuple(sorted(guesses, key=lambda guess: (guess.cost, -self.words[guess.word], guess.word)))

    def _sounding_like(self, word: str) -> Iterator[Guess]:
        """Mistyped as well as written as it sounds."""
        said = sound(word, self.sounds)
        if len(said) < SHORTEST_MIXED:
            return
        for other, _ in _nearest(said, 1, self._all_sounds):
            yield from (Guess(each, SAME_SOUND + 1) for each in self._by_sound[other])

    def _near(self, word: str) -> Iterator[Guess]:
        for other, distance in _nearest(word, mistakes_allowed(word), self._sorted):
            if distance <= mistakes_allowed(other):
                yield Guess(other, distance)


def _beginning(words: list[str], start: str) -> list[str]:
    """Those of sorted words that begin with `start`."""
    return words[bisect_left(words, start) : bisect_left(words, start + LAST_LETTER)]


def _nearest(word: str, allowed: int, others: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Those so many mistakes away at most: letters left out, added, changed, or two swapped."""
    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return ((other, count) for other, count, _ in found)


def mistakes_allowed(word: str) -> int:
    return next((allowed for size, allowed in ALLOWED if len(word) >= size), 0)


def sound(word: str, sounds: Sounds) -> str:
    """Words that are said alike have the same."""
    for pattern, said in sounds:
        word = pattern.sub(said, word)
    return word
