"""Search in Dutch."""

from __future__ import annotations

import re

from languages.analysis import Analysis, Compounds, Persons, asks, sounds
from languages.nl.compounds import PIECES, linking_forms
from languages.nl.stemming import stem

EMPTY = frozenset(
    "de het een der des den te ten ter en of maar want dus als dan dat die dit deze in op om aan af voor van met "
    "bij naar uit over tot door tegen onder tussen per sinds zonder er hier daar ik jij je u wij we zij ze hij "
    "mijn jouw uw ons onze hun haar zijn is ben bent was waren word wordt worden heb hebt heeft hebben had kan "
    "kunt kunnen mag mogen moet moeten wil wilt willen zal zult zullen ga gaat gaan doe doet doen krijg krijgt "
    "krijgen laten laat regelen komen kom komt geven hoef hoeft hoeven weten weet vinden wat wie hoe waar wanneer "
    "waarom welk welke hoeveel ook nog al wel niet geen graag even iets mij me nodig regel hem zo eens toch nu "
    "ander andere zelf".split()
)

ASKS = asks(
    (
        "deadline",
        r"\bbinnen hoeveel\b|\b(van ?tevoren|uiterlijk|deadline)\b|\bhoe lang heb ik\b"
        r"|\b(voor|tot) wanneer\b|\bwanneer moet\b"
        r"|\b(blijft|ligt|liggen|bewaart|bewaard)\b.*\b(op te halen|liggen|ophalen)\b|\bhoe lang bewa\w+\b|\btermijn\b",
        "binnen tevoren vantevoren uiterlijk deadline termijn lang",
    ),
    (
        "costs",
        r"\b(kost|kosten|prijs|prijzen|tarief|tarieven|leges|duur|gratis|kosteloos|bijdrage|hoe hoog"
        r"|hoeveel .*betalen|wat .*betalen|hoeveel .*betaal|hoeveel (is|zijn|krijg|krijgt|procent|euro|geld)"
        r"|per (m2|uur|nacht|maand|jaar))\b"
        r"|\bhoeveel \w+ (krijg|krijgt)\b",
        "kost kosten prijs prijzen tarief tarieven leges duur betalen",
    ),
    ("validity", r"\bhoe lang\b.*\bgeldig\b|\bgeldigheid|\bwanneer verloopt\b", "lang geldig geldigheid verloopt"),
    (
        "duration",
        r"\bhoe (lang|snel)\b|\b(duurt|duren|\w*looptijd|levertijd|wachttijd|behandeltijd|levering)\b"
        r"|\bwanneer\b.*\bklaar\b|\bwanneer krijg\b",
        "lang snel duurt duren looptijd doorlooptijd levertijd wachttijd klaar",
    ),
    (
        "opening",
        r"\b(open|openingstijd\w*|openingsuren|geopend|dicht|gesloten|hoe laat|bereikbaar)\b",
        "open openingstijd openingstijden openingsuren geopend dicht gesloten laat",
    ),
    (
        "bring",
        r"\bmee(nemen|brengen)\b|\bneem\b.*\bmee\b|\bwat\b.*\bnodig\b|\bwelke (papieren|documenten|stukken)\b",
        "meenemen meebrengen neem mee nodig",
    ),
)

SOUNDS = sounds(
    (r"sch(?=$|e$)", "s"), (r"ch", "g"), (r"ck|qu|q|k", "c"), (r"ij|ei|y", "i"), (r"au", "ou"), (r"ph|v", "f"),
    (r"z", "s"), (r"th", "t"), (r"dt?$|dt", "t"), (r"x", "cs"), (r"c(?=[ei])", "s"), (r"([a-z])\1+", r"\1"),
)  # fmt: skip

STREETS = "straat laan weg plein hof kade singel steeg gracht plantsoen dreef".split()
TITLES = frozenset("dhr mevr mw mevrouw meneer mijnheer heer fam familie mr".split())
DIMINUTIVE = re.compile(r"(.{3,}?)(et|p|t)?jes?")


def without_diminutive(word: str) -> str | None:
    """pasje: pas."""
    found = DIMINUTIVE.fullmatch(word)
    return found[1] if found else None


ANALYSIS = Analysis(
    "nl",
    stem,
    EMPTY,
    ASKS,
    {"resident": "inwoner burger particulier", "business": "ondernemer bedrijf zzp zakelijk"},
    Compounds(linking_forms, PIECES),
    SOUNDS,
    Persons(tuple(STREETS), TITLES, without_diminutive),
)
