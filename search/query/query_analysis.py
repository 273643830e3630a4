"""Analysis of a question: for each word the tokens that answer it, from exact to a guess at a typing error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import NamedTuple

from search.language.lexicon import Compound, Lexicon
from search.language.normalisation import TextSpan, Word, composed
from search.language.segmentation import said_in
from search.language.spelling import Guess
from search.language.tokens import either, name_token
from search.query.interface import Alternative, Clause, MatchReason
from search.query.rule_matching import Meant, Phrase, best_bets, in_rules, meant_by, phrase_of
from search.query.rules import DEFAULT, Rules, SpokenLanguage
from search.query.spoken_languages import spoken_match

# How much a way to find a word says, of finding the word itself.
MADE_OF, PIECE, UNFINISHED, SYNONYM, COMMON, ASKING = 1.0, 0.3, 0.6, 0.9, 0.8, 0.15
GUESS, PER_MISTAKE = 0.95, 0.2
# A name that is half of the question says this power of a half.
NAME_SHARE = 1.2
# What a rare word says more than a common one, whatever fields they stand in.
RARITY = 0.8
# The share of the words that must be found.
NEEDED = 0.35
# A word that says less than this share of the one that says most does not carry the question.
CARRYING = 0.4
# A word that so many entries have is told in passing by most of them.
MANY = 15
COMPLETIONS, SHORTEST_START, NAME_WORDS = 12, 2, 3
# An engine bounds how large a query may be.
MOST_WAYS = 24

Tokens = tuple[tuple[str, ...], ...]
Ways = Iterator[Alternative]


@dataclass(frozen=True)
class AnalysedQuery:
    """`asks` is the kind of fact that the question is about; `corrected` the question as it was probably meant.

    `doubtful` when half of it means nothing here, so that a word in passing is no answer. `best` are the addresses of
    best bets for it. `spoken` are the languages in which it was asked, if it is in none of ours: then nothing else is
    looked for, and nothing corrected. `said` are all its words, folded, as they were probably meant.
    """

    clauses: tuple[Clause, ...] = ()
    names: Mapping[str, float] = field(default_factory=dict)
    needed: int = 1
    asks: str | None = None
    corrected: str | None = None
    doubtful: bool = False
    best: tuple[str, ...] = ()
    spoken: tuple[SpokenLanguage, ...] = ()
    said: tuple[Word, ...] = ()


class AnalysedWord(NamedTuple):
    """A word of the question, the `number`th; `settled` is what it was probably meant as.

    `asking` when it only asks for a fact.
    """

    number: int
    place: TextSpan
    settled: str
    asking: bool

    @property
    def word(self) -> Word:
        return self.place.word


def understand(text: str, lexicon: Lexicon, rules: Rules = DEFAULT, unfinished: bool = False) -> AnalysedQuery:
    """`unfinished` when the last word is still being typed. A text without words has no clauses."""
    question = _Question(composed(text), lexicon, rules, unfinished)
    return question.meaning() if question.best else _in_spoken_language(question) or question.meaning()


def _in_spoken_language(question: _Question) -> AnalysedQuery | None:
    rules = question.rules
    match = spoken_match(question.text, rules.spoken, question.means_something, question.is_near, question.unfinished)
    if match is None:
        return None
    return AnalysedQuery(
        best=tuple(each for each in match.addresses if each not in rules.hidden), spoken=match.languages
    )


def _some(asked: Sequence[AnalysedWord]) -> Iterator[Sequence[AnalysedWord]]:
    """Up to `NAME_WORDS` of the words in any place, and every longer run of them."""
    for size in range(1, min(NAME_WORDS, len(asked)) + 1):
        yield from combinations(asked, size)
    for size in range(NAME_WORDS + 1, len(asked) + 1):
        yield from (asked[start : start + size] for start in range(len(asked) - size + 1))


class _Question:
    def __init__(self, text: str, lexicon: Lexicon, rules: Rules, unfinished: bool) -> None:
        self.text, self.lexicon, self.unfinished = text, lexicon, unfinished
        self.rules, self.language = rules, lexicon.language
        said = said_in(text, lexicon, self.means_something)
        settled = [self._settled(place.word) for place in said]
        self.said = tuple(
            place.word if word == place.word.whole else Word(word) for place, word in zip(said, settled, strict=True)
        )
        self.ask = self.language.question(settled)
        self.meant = meant_by(rules, self.language, list(map(self.language.stem, settled)))
        self.asked = self._full(said, settled)
        self.best = best_bets(rules, self.language, *self._stems())
        self.compounds = list(self._compounds())

    def _full(self, said: Sequence[TextSpan], settled: Sequence[str]) -> list[AnalysedWord]:
        """Not the empty words, unless they are part of a synonym, or there are no others."""
        asking = self.ask.words if self.ask else frozenset()
        everything = [
            AnalysedWord(number, place, word, word in asking)
            for number, (place, word) in enumerate(zip(said, settled, strict=True))
        ]
        told = {number for meant in self.meant for number in meant.places}
        once = {self.language.stem(each.settled): each for each in reversed(everything)}
        full = [each for each in everything if each.number in told or each.settled not in self.language.empty]
        full = [each for each in full if each in once.values()]
        if all(each.asking for each in full):
            return [each._replace(asking=False) for each in full or everything]
        return full

    def _stems(self) -> tuple[list[str], list[str]]:
        """Of all words, and of those that only ask."""
        stems = [(self.language.stem(each.settled), each.asking) for each in self.asked]
        return [stem for stem, _ in stems], [stem for stem, asking in stems if asking]

    def meaning(self) -> AnalysedQuery:
        clauses = self._weighed(map(self._clause, range(len(self.asked))))
        counted = sum(not each.asking for each in self.asked)
        needed, kind = max(1, int(counted * NEEDED)), self.ask.kind if self.ask else None
        return AnalysedQuery(
            clauses, self._names(), needed, kind, self._corrected(), self._is_doubtful(), self.best, said=self.said
        )

    def _weighed(self, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
        """With those marked that say much less than the one that says most of what we know."""
        found = tuple(clauses)
        pairs = zip(found, self.asked, strict=True)
        known = [each.weight for each, asked in pairs if not each.optional and self.means_something(asked.settled)]
        least = CARRYING * max(known, default=0.0)
        return tuple(replace(each, common=each.weight < least) for each in found)

    def _is_doubtful(self) -> bool:
        told = {number for meant in self.meant for number in meant.places}
        joined = {place for pair, _ in self.compounds for place in pair}
        strange = [
            each
            for place, each in enumerate(self.asked)
            if not (self.means_something(each.settled) or each.number in told or place in joined)
        ]
        return 2 * len(strange) >= len(self.asked) > 1

    def _settled(self, word: Word) -> str:
        guesses = self._guesses(word)
        return guesses[0].word if guesses else word.whole

    def means_something(self, word: str) -> bool:
        """In the catalogue, or in a rule."""
        return self.lexicon.knows(word) or in_rules(self.rules, self.language, self.language.stem(word))

    def is_near(self, word: str) -> bool:
        """One slip away from a word of ours."""
        return any(guess.cost <= 1 for guess in self.lexicon.guesses(word))

    def _guesses(self, word: Word) -> tuple[Guess, ...]:
        return () if word.parts or self.means_something(word.whole) else self.lexicon.guesses(word.whole)

    def _clause(self, position: int) -> Clause:
        asked = self.asked[position]
        found: dict[Tokens, Alternative] = {}
        for way in self._ways(position):
            if way.tokens not in found or way.weight > found[way.tokens].weight:
                found[way.tokens] = way
        likeliest = sorted(map(self._marked, found.values()), key=lambda way: -way.weight)[:MOST_WAYS]
        weight = ASKING if asked.asking else self.lexicon.rarity(asked.settled) ** RARITY
        return Clause(asked.word.whole, tuple(likeliest), weight, asked.asking)

    def _marked(self, way: Alternative) -> Alternative:
        return replace(way, common=all(self.lexicon.count(token[0]) > MANY for token in way.tokens))

    def _ways(self, position: int) -> Ways:
        word = self.asked[position].word
        for language in self.lexicon.languages:
            yield Alternative((either(language.stem(word.whole)),))
            if word.parts:
                yield Alternative(tuple(either(language.stem(part)) for part in word.parts))
        for meant in self.meant:
            if self.asked[position].number in meant.places:
                kind, weight = ("synonym", SYNONYM) if meant.by_editors else ("thesaurus", COMMON)
                for phrase in self._phrases(meant):
                    yield Alternative(tuple(map(either, phrase)), weight, MatchReason(kind, meant.text))
        yield from self._joined(position)
        yield from self._taken_apart(word)
        if not self.lexicon.knows(word.whole) and not word.parts:
            yield from self._unknown(word, position)
        elif self.unfinished and self._is_last(position):
            yield from self._completed(word.whole)

    def _phrases(self, meant: Meant) -> tuple[Phrase, ...]:
        """As each language of the index says it: a synonym of editors may lead to a text that is not translated."""
        others = self.lexicon.languages[1:] if meant.by_editors else ()
        return tuple(dict.fromkeys((meant.phrase, *(phrase_of(meant.text, language) for language in others))))

    def _joined(self, position: int) -> Ways:
        """As one word with another: rij bewijs is rijbewijs, belasting voor toeristen is toeristenbelasting."""
        for pair, whole in self.compounds:
            if position in pair:
                yield Alternative((either(whole.stem),), whole.share, MatchReason("joined", whole.word))

    def _compounds(self) -> Iterator[tuple[tuple[int, int], Compound]]:
        """The words of the catalogue that two words of the question make, or others that mean the same."""
        meanings = list(map(self._meanings, range(len(self.asked))))
        for one, other in combinations(range(len(self.asked)), 2):
            whole = self.asked[one].word.whole + self.asked[other].word.whole
            if other == one + 1 and whole in self.lexicon.spelling.words:
                for dictionary in self.lexicon.dictionaries:
                    yield (one, other), Compound(whole, dictionary.stem(whole))
            for first, last in product(meanings[one].items(), meanings[other].items()):
                for found in self.lexicon.compounds_of(first[0], last[0]):
                    yield (one, other), found._replace(share=found.share * min(first[1], last[1]))

    def _meanings(self, position: int) -> dict[str, float]:
        """The stem of a word, and of each word that means the same."""
        number, settled = self.asked[position].number, self.asked[position].settled
        found = {
            meant.phrase[0]: COMMON for meant in self.meant if [number] == [*meant.places] and len(meant.phrase) == 1
        }
        return found | {dictionary.stem(settled): 1.0 for dictionary in self.lexicon.dictionaries}

    def _taken_apart(self, word: Word) -> Ways:
        """A compound also means its parts; one that nobody wrote before means the least of them as well."""
        for dictionary in self.lexicon.dictionaries:
            smallest = [part for single in word.singles for part in dictionary.smallest(single)]
            if len(smallest) > 1:
                tokens = tuple(either(dictionary.stem(part)) for part in smallest)
                yield Alternative(tokens, MADE_OF, MatchReason("part", " ".join(smallest)))
            if not self.lexicon.knows(word.whole) and not word.parts:
                piece = dictionary.piece(word.whole)
                parts = dictionary.parts(word.whole) or ((piece,) if piece else ())
                yield from (
                    Alternative((either(dictionary.stem(part)),), PIECE, MatchReason("part", part)) for part in parts
                )

    def _unknown(self, word: Word, position: int) -> Ways:
        for guess in self._guesses(word):
            for language in self.lexicon.languages:
                weight = GUESS - PER_MISTAKE * guess.cost
                yield Alternative((either(language.stem(guess.word)),), weight, MatchReason("mistake", guess.word))
        for longer in self.lexicon.spelling.containing(word.whole, COMPLETIONS):
            way = MatchReason("unfinished" if longer.startswith(word.whole) else "inside", longer)
            for dictionary in self.lexicon.dictionaries:
                yield Alternative((either(dictionary.stem(longer)),), UNFINISHED, way)
        if self._is_last(position):
            yield from self._completed(word.whole)

    def _completed(self, start: str) -> Ways:
        if len(start) >= SHORTEST_START:
            for word in self.lexicon.spelling.completions(start, COMPLETIONS):
                for language in self.lexicon.languages:
                    yield Alternative((either(language.stem(word)),), UNFINISHED, MatchReason("unfinished", word))

    def _is_last(self, position: int) -> bool:
        return position == len(self.asked) - 1 and not self.text[self.asked[position].place.end :].strip()

    def _names(self) -> dict[str, float]:
        """Whole names that the question may have, in any order of its words; the more of the question the better."""
        size = len(self.asked)
        found: dict[str, float] = {}
        for chosen in _some(self.asked):
            for language in self.lexicon.languages:
                name = name_token(language.stem(each.settled) for each in chosen)
                found[name] = max(found.get(name, 0.0), (len(chosen) / size) ** NAME_SHARE)
        for meant in self.meant:
            share = SYNONYM * min(1.0, len(meant.places) / size) ** NAME_SHARE
            found |= {name: max(found.get(name, 0.0), share) for name in map(name_token, self._phrases(meant))}
        for _, whole in self.compounds:
            found[whole.stem] = max(found.get(whole.stem, 0.0), whole.share * (2 / size) ** NAME_SHARE)
        return found

    def _corrected(self) -> str | None:
        """The text with guesses in it; None when there is nothing to correct."""
        wrong = [each for each in self.asked if each.settled != each.word.whole]
        text = self.text
        for each in reversed(wrong):
            text = text[: each.place.start] + each.settled + text[each.place.end :]
        return text if wrong else None
