"""The words of a question for a fact: what each may mean, and which of them ask for nothing by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from languages.analysis import Analysis
from languages.questions import Questions
from languages.registry import questions_of
from search.language.lexicon import Lexicon
from search.language.normalisation import Word, words
from search.query.rule_matching import Meant, meant_by
from search.query.rules import Rules

Stems = frozenset[str]


@dataclass(frozen=True)
class AskedWord:
    """`stems`: itself and what means just the same; `leads`: what it also leads to; `parts` of a compound, if any;
    `alike`: what means the same as one of these.

    `empty` when it asks for nothing by itself, `telling` unless it only asks.
    """

    text: str
    stems: Stems
    leads: Stems
    parts: tuple[str, ...]
    alike: Stems
    empty: bool
    telling: bool

    def is_in(self, stems: Stems, around: Stems = frozenset()) -> bool:
        """As it is, or with all its parts, of which one may be around any request: bijstandsaanvraag."""
        if self.stems & stems:
            return True
        return bool(self.parts) and all(part in stems or part in around for part in self.parts)


@dataclass(frozen=True)
class Asked:
    """A question in the language of the texts that may answer it; `asking` are the words that only ask."""

    kind: str | None
    words: tuple[AskedWord, ...]
    language: Analysis
    lexicon: Lexicon
    asking: Stems

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def questions(self) -> Questions:
        return questions_of(self.language.code)

    @cached_property
    def full(self) -> tuple[AskedWord, ...]:
        """The words that something must explain."""
        return tuple(word for word in self.words if not word.empty)

    @cached_property
    def telling(self) -> tuple[AskedWord, ...]:
        """The words that may say which fact is meant."""
        return tuple(word for word in self.words if word.telling)

    @cached_property
    def stems(self) -> Stems:
        """Of all words and their parts."""
        return frozenset().union(*(word.stems | frozenset(word.parts) | word.alike for word in self.words))

    @cached_property
    def around(self) -> Stems:
        return frozenset(map(self.language.stem, self.questions.around))

    @cached_property
    def is_applied(self) -> bool:
        """Whether it names what one applies for, if only as a part of a word."""
        return not self.stems.isdisjoint(map(self.language.stem, self.questions.applied))

    @property
    def is_timed(self) -> bool:
        """Whether it asks for a time before or after something."""
        return bool(self.questions.before.search(self.text) or self.questions.within.search(self.text))

    def stems_of(self, text: str) -> Stems:
        """Of the words of a text and of their parts, without those that say nothing."""
        return frozenset(stem for word in self.said_in(text) for stem in (self.stem(word), *self.parts(word)))

    def said_in(self, text: str) -> list[Word]:
        empty = self.language.empty - self.questions.negating
        return [word for word in words(text) if word.whole not in empty]

    def stem(self, word: Word) -> str:
        return self.language.stem(word.whole)

    def parts(self, word: Word) -> tuple[str, ...]:
        return parts_of(word, self.lexicon, self.language)


def asked_of(
    kind: str | None, said: Sequence[Word], lexicon: Lexicon, rules: Rules, language: Analysis, own_names: Iterable[str]
) -> Asked:
    """`said` are the words of the question; `own_names` how the municipality is called, which says nothing here."""
    meanings = _meanings([lexicon.language.stem(word.whole) for word in said], rules, lexicon.language)
    asking, around = _asking(kind, lexicon.language), questions_of(lexicon.language.code).around
    own = frozenset(language.stem(word.whole) for name in own_names for word in words(name))

    def asked(place: int, word: Word) -> AskedWord:
        same, leads = meanings.get(place, (frozenset(), frozenset()))
        stem, only_asks = language.stem(word.whole), word.whole in asking | lexicon.language.empty
        is_empty = only_asks or word.whole in around or stem in own
        parts = parts_of(word, lexicon, language)
        of_parts = _meanings(parts, rules, lexicon.language).values()
        alike = frozenset().union(*(same for same, _ in of_parts))
        leads |= frozenset().union(*(led for _, led in of_parts))
        return AskedWord(word.whole, frozenset({stem}) | same, leads, parts, alike, is_empty, not only_asks)

    return Asked(kind, tuple(asked(*each) for each in enumerate(said)), language, lexicon, asking)


def parts_of(word: Word, lexicon: Lexicon, language: Analysis) -> tuple[str, ...]:
    """The stems of the least words that it is made of, if it is made of several."""
    if word.parts:
        return tuple(map(language.stem, word.parts))
    for dictionary in lexicon.dictionaries:
        smallest = dictionary.smallest(word.whole) if dictionary.language.code == language.code else []
        if len(smallest) > 1:
            return tuple(map(dictionary.stem, smallest))
    return ()


def _asking(kind: str | None, language: Analysis) -> Stems:
    """The words that ask for this kind."""
    questions = questions_of(language.code)
    ask = next((each.words for each in language.asks if each.kind == kind), frozenset())
    return ask | questions.asking.get(kind or "", frozenset())


def _meanings(stems: Sequence[str], rules: Rules, language: Analysis) -> dict[int, tuple[Stems, Stems]]:
    """By place: what means the same both ways, and what it leads to one way."""
    found: dict[int, tuple[Stems, Stems]] = {}
    for meant in meant_by(rules, language, stems):
        one = _goes_back(meant, stems, rules, language)
        for place in meant.places:
            same, leads = found.get(place, (frozenset(), frozenset()))
            found[place] = (same | frozenset(meant.phrase), leads) if one else (same, leads | frozenset(meant.phrase))
    return found


def _goes_back(meant: Meant, stems: Sequence[str], rules: Rules, language: Analysis) -> bool:
    said = tuple(stems[place] for place in meant.places)
    return any(back.phrase == said for back in meant_by(rules, language, meant.phrase))
