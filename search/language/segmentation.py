"""Segmentation of a question: what was wrongly split comes together, what was wrongly joined comes apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from search.language.lexicon import Lexicon
from search.language.normalisation import TextSpan, Word, places

LONGEST = 12
SHORTEST_FILLER, SHORTEST_WORD = 2, 4
Known = Callable[[str], bool]


def said_in(text: str, lexicon: Lexicon, known: Known) -> list[TextSpan]:
    """At most `LONGEST` words, and no others are looked at; `known` tells which ones mean something as they are."""
    found = (each for place in places(text) for each in _apart(place, text, lexicon, known))
    return _together(list(islice(found, LONGEST)), lexicon, known)


def _apart(place: TextSpan, text: str, lexicon: Lexicon, known: Known) -> Iterator[TextSpan]:
    """What a hyphen joins, when nobody else joins it; and words written as one: watkost, belastingopterras."""
    whole = place.word.whole
    if place.word.parts and whole not in lexicon.spelling.words:
        for part in places(_spaced(text[place.start : place.end])):
            yield TextSpan(place.start + part.start, place.start + part.end, part.word)
    elif not known(whole) and not lexicon.is_compound(whole) and not lexicon.guesses(whole):
        yield from (TextSpan(place.start, place.end, Word(word)) for word in _words_in(whole, lexicon) or (whole,))
    else:
        yield place


def _spaced(token: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in token)


def _words_in(whole: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The fewest words of the catalogue, with empty words between; two at least that say something."""
    best: dict[int, tuple[str, ...]] = {len(whole): ()}
    for start in range(len(whole) - SHORTEST_FILLER, -1, -1):
        rows = [
            (whole[start:end], *best[end])
            for end in range(start + SHORTEST_FILLER, len(whole) + 1)
            if end in best and _is_word(whole[start:end], lexicon)
        ]
        if rows:
            best[start] = min(rows, key=lambda row: (len(row), -len(row[0])))
    found = best.get(0, ())
    return found if sum(word not in lexicon.language.empty for word in found) > 1 else ()


def _is_word(piece: str, lexicon: Lexicon) -> bool:
    return piece in lexicon.language.empty or (len(piece) >= SHORTEST_WORD and piece in lexicon.spelling.words)


def _together(found: list[TextSpan], lexicon: Lexicon, known: Known) -> list[TextSpan]:
    """Two words of which one means nothing, and that together are one of the catalogue: inschri jving."""
    joined: list[TextSpan] = []
    for place in found:
        before = joined[-1] if joined else None
        whole = before.word.whole + place.word.whole if before else ""
        if before and whole in lexicon.spelling.words and not (known(before.word.whole) and known(place.word.whole)):
            joined[-1] = TextSpan(before.start, place.end, Word(whole))
        else:
            joined.append(place)
    return joined
