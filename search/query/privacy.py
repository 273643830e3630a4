"""Privacy of searches: one that may say something about a person leaves nothing, not even a count.

No list of names is used: whoever types two words that neither our texts nor ordinary language have, may be typing one.
The rules rather drop too much. A number that passes the test of a BSN is dropped as any other long number is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from languages.analysis import Persons
from languages.registry import analysis_of, codes
from search.language.lexicon import Lexicon
from search.language.normalisation import JOINED, fold, word_of
from search.query.common_words import ordinary_stems
from search.query.rule_matching import in_rules
from search.query.rules import Rules
from search.query.spoken_languages import has_name

IsKnown = Callable[[str], bool]

# Longer than this it is a story, and stories are about people.
MOST_CHARACTERS, MOST_WORDS = 100, 12
# A year or a number of at most three digits: afvalkalender 2027, 240 liter.
YEAR = re.compile(r"(19|20)\d\d")
SMALL_NUMBER = 3
PIECE = re.compile(r"[^\W_]+")
EMAIL = re.compile(r"@|\bwww\.|://")
POSTCODE = re.compile(r"\b[1-9]\d{3}\s*[a-z]{2}\b")
# A typing error in a long word of the catalogue is no name.
LONG_WORD, ONE_MISTAKE = 7, 1.0


@cache
def persons() -> tuple[Persons, ...]:
    """Of every language: people name streets and themselves in any of them."""
    return tuple(analysis_of(code).persons for code in codes())


@cache
def _street() -> re.Pattern[str]:
    return re.compile(f".+({'|'.join(street for each in persons() for street in each.streets)})")


@cache
def _titles() -> frozenset[str]:
    return frozenset(title for each in persons() for title in each.titles)


def normalised(text: str) -> str:
    """How a search is counted: its words in small letters, with single spaces."""
    return " ".join(found[0] for found in JOINED.finditer(unicodedata.normalize("NFKC", text).casefold()))


def reason_to_drop(text: str, is_known: IsKnown) -> str | None:
    """Why the search is not kept; None when it may be counted. `is_known` is asked for words as search folds them."""
    text = unicodedata.normalize("NFKC", text)
    small, said = text.casefold(), _words(text)
    pieces = PIECE.findall(small)
    if not said or len(text) > MOST_CHARACTERS or len(said) > MOST_WORDS:
        return "length"
    if EMAIL.search(small):
        return "email"
    if _has_plate(pieces):
        return "plate"
    if POSTCODE.search(small):
        return "postcode"
    if _has_number(pieces):
        return "number"
    if _has_address(pieces, is_known):
        return "address"
    return "name" if _has_name(said, is_known) else None


def known_words(lexicon: Lexicon, rules: Rules) -> IsKnown:
    """Words that our texts or rules have, ordinary words, what is made of these, and typing errors in long ones."""

    def is_known(word: str) -> bool:
        if any(lexicon.knows(form) or is_ordinary(form) for form in (word, *_without_ending(word))):
            return True
        if has_name(rules.spoken, word):
            return True
        return lexicon.is_compound(word) or _is_mistake(word, lexicon)

    def is_ordinary(form: str) -> bool:
        stems = {language.code: language.stem(form) for language in lexicon.languages}
        return any(stem in ordinary_stems(code) for code, stem in stems.items()) or in_rules(
            rules, lexicon.language, stems[lexicon.language.code]
        )

    return is_known


def _words(text: str) -> list[tuple[str, bool]]:
    """Each word as search folds it, and whether it is written as a name is; those that a mark joins apart."""
    found: list[tuple[str, bool]] = []
    for token in (each[0] for each in JOINED.finditer(text)):
        word = word_of(token)
        written = PIECE.findall(token) if word.parts else [token]
        capitals = [piece[:1].isupper() and not piece[1:2].isupper() for piece in written]
        found += zip(word.singles, capitals, strict=True)
    return found


def _is_mistake(word: str, lexicon: Lexicon) -> bool:
    guesses = lexicon.guesses(word) if len(word) >= LONG_WORD else ()
    return bool(guesses) and guesses[0].cost <= ONE_MISTAKE


def _without_ending(word: str) -> list[str]:
    """pasje: pas."""
    return [shorter for each in persons() if (shorter := each.shorter(word))]


def _has_plate(pieces: Sequence[str]) -> bool:
    """Letters and digits in one word; or three short words that have six characters together, as a car has."""
    if any(_is_mixed(piece) and (len(piece) > SMALL_NUMBER or sum(map(str.isdigit, piece)) > 1) for piece in pieces):
        return True
    groups = [pieces[start : start + 3] for start in range(len(pieces) - 2)]
    return any(
        all(len(piece) <= SMALL_NUMBER for piece in group) and len("".join(group)) == 6 and _is_mixed("".join(group))
        for group in groups
    )


def _is_mixed(text: str) -> bool:
    return any(map(str.isnumeric, text)) and any(map(str.isalpha, text))


def _has_number(pieces: Sequence[str]) -> bool:
    """A long number, or more than one: telephone, BSN, bank account, case, date of birth."""
    numbers = [piece for piece in pieces if any(map(str.isnumeric, piece)) and not any(map(str.isalpha, piece))]
    return len(numbers) > 1 or any(len(each) > SMALL_NUMBER and not YEAR.fullmatch(each) for each in numbers)


def _has_address(pieces: Sequence[str], is_known: IsKnown) -> bool:
    """A number after the name of a street, or after a word that nobody knows."""
    return any(
        number.isnumeric() and not YEAR.fullmatch(number) and (_street().fullmatch(word) or not is_known(fold(word)))
        for word, number in pairwise(pieces)
    )


def _has_name(said: Sequence[tuple[str, bool]], is_known: IsKnown) -> bool:
    """Two unknown words; or one that stands with another as a name is written, or has a title before it."""
    words = [(word, capital, not word.isnumeric() and not is_known(word)) for word, capital in said]
    if sum(is_unknown for _, _, is_unknown in words) > 1:
        return True
    return any(
        (capital and other_capital and (is_unknown or other_unknown)) or (word in _titles() and other_unknown)
        for (word, capital, is_unknown), (_, other_capital, other_unknown) in pairwise(words)
    )
