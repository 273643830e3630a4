"""The words of each content language: data, so that another language is one more entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from releases.values import Access, LocaleText, Unit

SOURCE_LOCALE = "nl"


@dataclass(frozen=True)
class Wording:
    """`units`, `euros` and `cents`: (one, several). Texts with braces are filled by `str.format`."""

    free: str
    euros: tuple[str, str]
    cents: tuple[str, str]
    conjunction: str
    units: Mapping[Unit, tuple[str, str]]
    weekdays: tuple[str, ...]
    through: str
    hours: str
    always_open: str
    access: Mapping[Access, str]
    at: str
    dot: str


WORDINGS = {
    "nl": Wording(
        free="gratis",
        euros=("euro", "euro"),
        cents=("cent", "cent"),
        conjunction="en",
        units={
            "workingDay": ("werkdag", "werkdagen"),
            "calendarDay": ("dag", "dagen"),
            "week": ("week", "weken"),
            "month": ("maand", "maanden"),
            "year": ("jaar", "jaar"),
        },
        weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        through="{first} tot en met {last}",
        hours="van {opens} tot {closes} uur",
        always_open="dag en nacht",
        access={"walkIn": "zonder afspraak", "appointment": "op afspraak", "collection": "ophalen"},
        at="apenstaartje",
        dot="punt",
    ),
    "en": Wording(
        free="free",
        euros=("euro", "euros"),
        cents=("cent", "cents"),
        conjunction="and",
        units={
            "workingDay": ("working day", "working days"),
            "calendarDay": ("day", "days"),
            "week": ("week", "weeks"),
            "month": ("month", "months"),
            "year": ("year", "years"),
        },
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        through="{first} to {last}",
        hours="from {opens} to {closes}",
        always_open="day and night",
        access={"walkIn": "without appointment", "appointment": "by appointment", "collection": "collection"},
        at="at",
        dot="dot",
    ),
}


def wording(locale: str) -> Wording:
    return WORDINGS.get(locale) or WORDINGS[SOURCE_LOCALE]


def pick(texts: LocaleText, locale: str) -> str:
    """The text in `locale`, else in the source language, else empty."""
    return texts.get(locale) or texts.get(SOURCE_LOCALE, "")
