"""Search in German; words are folded: "gebuhr", "strasse"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from languages.analysis import Analysis, Compounds, Persons, asks, snowball, sounds

_snowball = snowball("german")
# Of a word that -ung makes a noun of.
SHORTEST = 4
DIMINUTIVE = re.compile(r"(.{4,})(chen|lein)")
# ver-trag, Gesund-heit, an-melden: pieces that look like words and make nonsense of others.
PIECES = frozenset(
    "ver ent ein aus auf vor mit bei her hin ung ungen heit keit lich isch bar los sam end ern ist gen gang".split()
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Snowball, and what it leaves apart: melden and Meldung."""
    found = _snowball(word)
    return found[:-3] if len(found) - 3 >= SHORTEST and found.endswith("ung") else found


def linking_forms(word: str) -> Iterator[str]:
    """With a linking sound (Geburts, Hunde, Taschen, Kinder), without an e (Schul), a verb as its stem (Park)."""
    if len(word) > 3:
        yield from (word + link for link in ("s", "es", "e", "n", "en", "er"))
    if len(word) > 4 and word.endswith("e"):
        yield word[:-1]
    if len(word) > 5 and word.endswith("en"):
        yield from (word[:-1], word[:-2])


def without_diminutive(word: str) -> str | None:
    """hundchen: hund."""
    found = DIMINUTIVE.fullmatch(word)
    return found[1] if found else None


EMPTY = frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder aber denn wenn als dass ob in im an am auf "
    "aus bei beim mit nach seit von vom zu zum zur fur um uber unter vor durch gegen ohne bis ich du er sie es wir "
    "ihr mich mir dich dir sich uns euch ihm ihn ihnen mein meine meinen meiner meinem dein deine sein seine ihre "
    "ihren unser unsere bin bist ist sind seid war waren werden werde wird wurde habe hast hat haben hatte kann "
    "kannst konnen konnte darf durfen muss musst mussen soll sollen will wollen mochte mochten mag tun mache macht "
    "machen bekomme bekommt bekommen gibt geben gehen geht wer was wie wo wann warum welche welcher welches wieviel "
    "auch noch schon nicht kein keine keinen nur sehr bitte gerne hier da dort so etwas man neu neue neuen andere "
    "anderen brauche".split()
)


ASKS = asks(
    (
        "costs",
        r"\b(kostet|kosten|preis|preise|gebuhr|gebuhren|tarif|tarife|teuer|wie viel|wieviel|bezahlen|zahlen)\b",
        "kostet kosten preis preise gebuhr gebuhren tarif tarife teuer viel wieviel bezahlen zahlen",
    ),
    (
        "validity",
        r"\bwie lange?\b.*\bgultig\b|\bgultigkeit\b|\bwann\b.*\bab(gelaufen|lauft)\b",
        "lange gultig gultigkeit",
    ),
    (
        "duration",
        r"\bwie (lange?|schnell)\b|\b(dauert|dauer|bearbeitungszeit|wartezeit|lieferzeit)\b|\bwann\b.*\bfertig\b",
        "lang lange schnell dauert dauer bearbeitungszeit wartezeit lieferzeit fertig",
    ),
    (
        "opening",
        r"\b(offen|geoffnet|offnungszeit\w*|geschlossen|zu welcher zeit)\b",
        "offen geoffnet offnungszeit offnungszeiten geschlossen zeit",
    ),
    (
        "bring",
        r"\bmit(bringen|nehmen)\b|\bwas\b.*\b(brauche|benotige|notig)\b",
        "mitbringen mitnehmen brauche benotige notig",
    ),
)

SOUNDS = sounds(
    (r"sch", "s"), (r"ch", "g"), (r"ck|qu|q", "k"), (r"tz|z", "s"), (r"ae", "a"), (r"oe", "o"), (r"ue", "u"),
    (r"ai|ay|ey", "ei"), (r"ie|y", "i"), (r"ph|v|w", "f"), (r"th|dt?$|dt", "t"), (r"x", "ks"),
    (r"([aeiou])h", r"\1"), (r"([a-z])\1+", r"\1"),
)  # fmt: skip

ANALYSIS = Analysis(
    "de",
    stem,
    EMPTY,
    ASKS,
    {"resident": "Einwohner Bürger privat", "business": "Unternehmer Unternehmen Firma Betrieb selbstständig"},
    Compounds(linking_forms, PIECES),
    SOUNDS,
    Persons(("strasse", "gasse", "allee", "platz"), frozenset("herr frau familie".split()), without_diminutive),
)
