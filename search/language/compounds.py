"""Dutch words that are written as one: parkeervergunning is parkeer and vergunning, when the dictionary has both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

SHORTEST_PART, SHORTEST_COMPOUND = 3, 7
CLOSED = re.compile(r"(.*[^aeiou])?[aeiou][bcdfghjklmnpqrstvwxz]")
HARDENED = str.maketrans("vz", "fs")
# Pieces that look like words and make nonsense of others: be-stuur, auto-maat, ver-keer, gevaar-lijk, kind-eren.
NO_PARTS = frozenset(
    "ver her ers uur best maat lijk lijke lijken ling lingen tel stel keer hen elk mee toe via eren ering".split()
)


@dataclass(frozen=True)
class Dictionary:
    """The words that compounds are made of, and `stem`; what it finds depends on nothing else."""

    words: frozenset[str] = frozenset()
    stem: Callable[[str], str] = str
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(word for word in self.words if len(word) >= SHORTEST_PART and word not in NO_PARTS)

    @cached_property
    def _modifiers(self) -> dict[str, str]:
        """Each form that a word has before another one, and that word; the word itself goes first."""
        made = {form: word for word in sorted(self._parts) for form in linking_forms(word)}
        return made | {word: word for word in self._parts}

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(self.stem(word) for word in self._parts)

    def grown(self, words: Iterable[str]) -> Dictionary:
        return Dictionary(self.words | frozenset(words), self.stem)

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
        known = len(piece) > SHORTEST_PART and piece not in NO_PARTS and self.stem(piece) in self._stems
        return known or piece in self._parts


def linking_forms(word: str) -> Iterator[str]:
    """With a linking sound (bedrijfs, honden), and a verb as its stem (kappen: kap, verhuizen: verhuis)."""
    if len(word) > SHORTEST_PART:
        yield from (word + link for link in ("s", "e", "en"))
    if len(word) > 5 and word.endswith("en"):
        yield verb_stem(word[:-2])


def verb_stem(stem: str) -> str:
    """An open syllable that closes keeps its sound: parker(en) becomes parkeer, kapp(en) kap."""
    if stem[-1] == stem[-2]:
        return stem[:-1]
    if CLOSED.fullmatch(stem):
        stem = stem[:-1] + stem[-2] * (stem[-2] != "i") + stem[-1]
    return stem[:-1] + stem[-1].translate(HARDENED)
