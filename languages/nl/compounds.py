"""The form of a Dutch word before another one: parkeer in parkeervergunning, honden in hondenbelasting."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTEST = 3
CLOSED = re.compile(r"(.*[^aeiou])?[aeiou][bcdfghjklmnpqrstvwxz]")
HARDENED = str.maketrans("vz", "fs")
# be-stuur, auto-maat, ver-keer, gevaar-lijk, kind-eren.
PIECES = frozenset(
    "ver her ers uur best maat lijk lijke lijken ling lingen tel stel keer hen elk mee toe via eren ering".split()
)


def linking_forms(word: str) -> Iterator[str]:
    """With a linking sound (bedrijfs, honden), and a verb as its stem (kappen: kap, verhuizen: verhuis)."""
    if len(word) > SHORTEST:
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
