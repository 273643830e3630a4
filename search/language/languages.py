"""What search knows of a language: what brings the forms of a word together, its empty words, how it asks for facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import tantivy

DOUBLE_VOWEL = re.compile(r"([aeou])\1")
VOWELS = "aeiouy"
FINAL = str.maketrans("vz", "fs")


class Ask(NamedTuple):
    """A kind of fact that a question can be about: what gives it away, and the words that say nothing else."""

    kind: str
    trigger: re.Pattern[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Language:
    """`stem` gives all forms of a word the same text, which need not be a word itself. `empty` words say nothing of
    what is looked for. `audiences`: what people call them. `compounds` when it writes several words as one."""

    code: str
    stem: Callable[[str], str]
    empty: frozenset[str] = frozenset()
    asks: tuple[Ask, ...] = ()
    audiences: Mapping[str, str] = field(default_factory=dict)
    compounds: bool = False

    def question(self, words: Sequence[str]) -> Ask | None:
        """What kind of fact is asked for, if any."""
        said = " ".join(words)
        return next((ask for ask in self.asks if ask.trigger.search(said)), None)


def _asks(*rows: tuple[str, str, str]) -> tuple[Ask, ...]:
    return tuple(Ask(kind, re.compile(trigger), frozenset(words.split())) for kind, trigger, words in rows)


def _snowball(name: str) -> Callable[[str], str]:
    tokenizer = tantivy.Tokenizer.whitespace()
    analyzer = tantivy.TextAnalyzerBuilder(tokenizer).filter(tantivy.Filter.stemmer(name)).build()
    return lambda word: " ".join(analyzer.analyze(word)) or word


_dutch, _english = _snowball("dutch"), _snowball("english")


@lru_cache(maxsize=131072)
def stem_dutch(word: str) -> str:
    """Snowball, and what it leaves apart: parkeer and parkeren, auto and autos, melden and melding."""
    word = STEMS.get(word, word)
    if len(word) > 4 and word[-1] == "s" and word[-2] in VOWELS and word[-3] not in VOWELS:
        word = word[:-1]
    stem = DOUBLE_VOWEL.sub(r"\1", _dutch(_without_ending(word)))
    return stem[:-1] + stem[-1:].translate(FINAL)


def _without_ending(word: str) -> str:
    """Snowball takes -den and -de for a past tense; here they are more often of a word that ends in d or t."""
    if len(word) > 5 and word.endswith(("den", "ten")):
        word = word[:-2]
    elif len(word) > 4 and word.endswith(("de", "te")):
        word = word[:-1]
    else:
        return word
    return word[:-1] if word[-1] == word[-2] else word


@lru_cache(maxsize=65536)
def stem_english(word: str) -> str:
    return _english(word)


# Forms that Snowball takes apart.
STEMS = {
    "gemeld": "melding",
    "verhuisd": "verhuizen",
    "gewijzigd": "wijziging",
    "wijzigen": "wijziging",
    "wijzig": "wijziging",
}


DUTCH_ASKS = _asks(
    (
        "costs",
        r"\b(kost|kosten|prijs|prijzen|tarief|tarieven|leges|duur|hoeveel .*betalen|wat .*betalen)\b",
        "kost kosten prijs prijzen tarief tarieven leges duur betalen",
    ),
    ("validity", r"\bhoe lang\b.*\bgeldig\b|\bgeldigheid|\bwanneer verloopt\b", "lang geldig geldigheid verloopt"),
    (
        "duration",
        r"\bhoe (lang|snel)\b|\b(duurt|duren|\w*looptijd|levertijd|wachttijd)\b|\bwanneer\b.*\bklaar\b",
        "lang snel duurt duren looptijd doorlooptijd levertijd wachttijd klaar",
    ),
    (
        "opening",
        r"\b(open|openingstijd\w*|openingsuren|geopend|dicht|gesloten|hoe laat)\b",
        "open openingstijd openingstijden openingsuren geopend dicht gesloten laat",
    ),
    ("bring", r"\bmee(nemen|brengen)\b|\bneem\b.*\bmee\b|\bwat\b.*\bnodig\b", "meenemen meebrengen neem mee nodig"),
)

ENGLISH_ASKS = _asks(
    ("costs", r"\b(costs?|prices?|fees?|how much|expensive)\b", "cost costs price prices fee fees expensive"),
    ("validity", r"\bhow long\b.*\bvalid\b|\bvalidity\b", "long valid validity"),
    (
        "duration",
        r"\bhow (long|soon|fast)\b|\b(takes?|duration|processing time)\b|\bwhen\b.*\bready\b",
        "long soon fast take takes duration ready",
    ),
    (
        "opening",
        r"\b(open|opens|opening hours|opening times|closed|closes)\b",
        "open opens opening hours times closed closes",
    ),
    ("bring", r"\bbring\b|\bwhat\b.*\bneed\b", "bring need"),
)

DUTCH = Language(
    "nl",
    stem_dutch,
    frozenset(
        "de het een der des den te ten ter en of maar want dus als dan dat die dit deze in op om aan af voor van met "
        "bij naar uit over tot door tegen onder tussen per sinds zonder er hier daar ik jij je u wij we zij ze hij "
        "mijn jouw uw ons onze hun haar zijn is ben bent was waren word wordt worden heb hebt heeft hebben had kan "
        "kunt kunnen mag mogen moet moeten wil wilt willen zal zult zullen ga gaat gaan doe doet doen krijg krijgt "
        "krijgen laten laat regelen komen kom komt geven hoef hoeft hoeven weten weet vinden wat wie hoe waar wanneer "
        "waarom welk welke hoeveel ook nog al wel niet geen graag even iets mij me nodig regel hem zo eens toch nu "
        "ander andere zelf".split()
    ),
    DUTCH_ASKS,
    MappingProxyType({"resident": "inwoner burger particulier", "business": "ondernemer bedrijf zzp zakelijk"}),
    compounds=True,
)

ENGLISH = Language(
    "en",
    stem_english,
    frozenset(
        "a an the and or but if then that this these those in on at to for from with by of into over under about as "
        "is are am was were be been being do does did have has had can could may might must shall should will would "
        "i me my you your he she it its we our they their what who whom which how where when why much many there here "
        "not no any some get need want".split()
    ),
    ENGLISH_ASKS,
    MappingProxyType({"resident": "resident citizen", "business": "business company entrepreneur"}),
)

LANGUAGES = {language.code: language for language in (DUTCH, ENGLISH)}


def language_of(code: str) -> Language:
    """A language that search does not know is compared word for word."""
    return LANGUAGES.get(code) or Language(code, str)
