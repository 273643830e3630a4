"""Words that are written as one: parkeervergunning is parkeer and vergunning, when the dictionary has both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from languages.analysis import Analysis, Compounds
from languages.registry import SOURCE_LOCALE, analysis_of

SHORTEST_PART, SHORTEST_COMPOUND = 3, 7
NO_COMPOUNDS = Compounds(lambda word: ())


@dataclass(frozen=True)
class Dictionary:
    """The words that compounds are made of in one language; what it finds depends on nothing else."""

    words: frozenset[str] = frozenset()
    language: Analysis = field(default_factory=lambda: analysis_of(SOURCE_LOCALE))
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def stem(self, word: str) -> str:
        return self.language.stem(word)

    @property
    def _made(self) -> Compounds:
        return self.language.compounds or NO_COMPOUNDS

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(word for word in self.words if len(word) >= SHORTEST_PART and word not in self._made.pieces)

    @cached_property
    def _modifiers(self) -> dict[str, str]:
        """Each form that a word has before another one, and that word; the word itself goes first."""
        made = {form: word for word in sorted(self._parts) for form in self._made.linked(word)}
        return made | {word: word for word in self._parts}

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(self.stem(word) for word in self._parts)

    def grown(self, words: Iterable[str]) -> Dictionary:
        return Dictionary(self.words | frozenset(words), self.language)

    def respelled(self, grown: Dictionary) -> list[str]:
        """The words that `grown`, which has more, takes apart differently."""
        added = grown.words - self.words
        starts = "|".join(sorted({re.escape(word[: max(SHORTEST_PART, len(word) - 3)]) for word in added}))
        touched = filter(re.compile(starts).search, self.words) if starts else ()
        return [word for word in touched if self.parts(word) != grown.parts(word)]

    def parts(self, word: str) -> tuple[str, ...]:
        """The words in `word`, in order, those that are compounds themselves before what they are made of."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = tuple(dict.fromkeys(self._taken_apart(word)))
        return found

    def smallest(self, word: str) -> list[str]:
        """The words that a compound is made of and that are no compounds themselves."""
        return [part for part in self.parts(word) if not self.parts(part)]

    def piece(self, word: str) -> str | None:
        """The longest word that an unknown compound begins or ends with."""
        sizes = range(SHORTEST_PART + 1, len(word) - SHORTEST_PART + 1)
        ends = [word[-size:] for size in sizes if word[-size:] in self._parts]
        starts = [self._modifiers[word[:size]] for size in sizes if word[:size] in self._modifiers]
        return max((*starts[-1:], *ends[-1:]), key=len, default=None)

    def _taken_apart(self, word: str) -> Iterator[str]:
        if len(word) < SHORTEST_COMPOUND or not word.isalpha():
            return
        for form in self._fewest(word):
            part = self._modifiers.get(form, form)
            yield part
            if len(part) < len(word):
                yield from self.parts(part)

    def _fewest(self, word: str) -> tuple[str, ...]:
        """The fewest forms that make up `word`, two at least; of equals the one with the longest last part."""
        size = len(word)
        best: dict[int, tuple[str, ...]] = {size: ()}
        for start in range(size - SHORTEST_PART, -1, -1):
            ends = range(start + SHORTEST_PART, size + (start > 0))
            rows = [(word[start:end], *best[end]) for end in ends if end in best and self._fits(word, start, end)]
            if rows:
                best[start] = min(rows, key=lambda row: (len(row), -len(row[-1])))
        return best.get(0, ())

    def _fits(self, word: str, start: int, end: int) -> bool:
        """A last part may have any ending that the stem knows; the others have a form that links."""
        piece = word[start:end]
        if end < len(word):
            return piece in self._modifiers
        known = len(piece) > SHORTEST_PART and piece not in self._made.pieces and self.stem(piece) in self._stems
        return known or piece in self._parts
