"""The stem of a Dutch word: Snowball, and what it leaves apart."""

from __future__ import annotations

import re
from functools import lru_cache

from languages.analysis import snowball

DOUBLE_VOWEL = re.compile(r"([aeou])\1")
VOWELS = "aeiouy"
FINAL = str.maketrans("vz", "fs")
# Forms that Snowball takes apart.
STEMS = {
    "gemeld": "melding",
    "verhuisd": "verhuizen",
    "gewijzigd": "wijziging",
    "wijzigen": "wijziging",
    "wijzig": "wijziging",
}
# Right words that would have the stem of another one, as short and long vowels are not told apart: each has its own.
APART = {
    form: stem
    for stem, forms in {
        "paass": "pasen paas",
        "bomm": "bom bommen",
        "bott": "bot botten botje botjes",
        "zakk": "zak zakken zakje zakjes",
        "kopp": "kop koppen kopje kopjes",
        "kaapp": "kaap kapen gekaapt kaping",
        "kranss": "krans kransen",
        "menss": "mens mensen",
        "platt": "plat platte",
        "vorderr": "vorder vorderen vordering vorderingen",
        "woordd": "woord woorden",
        "veell": "veel vele velen",
    }.items()
    for form in forms.split()
}

_snowball = snowball("dutch")


@lru_cache(maxsize=131072)
def stem(word: str) -> str:
    """The same for parkeer and parkeren, auto and autos, melden and melding."""
    if word in APART:
        return APART[word]
    word = STEMS.get(word, word)
    if len(word) > 4 and word[-1] == "s" and word[-2] in VOWELS and word[-3] not in VOWELS:
        word = word[:-1]
    stem = DOUBLE_VOWEL.sub(r"\1", _snowball(_without_ending(word)))
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
