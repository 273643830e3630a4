"""The words of each content language: data, so that another language is one more entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from releases.facts.values import Access, LocaleText, Unit

SOURCE_LOCALE = "nl"


class Forms(NamedTuple):
    """`text` "€ 83,87", `plain` "83,87 euro", `spoken` "drieëntachtig euro en zevenentachtig cent"."""

    text: str
    plain: str
    spoken: str


def same(text: str) -> Forms:
    """The same, however it is told."""
    return Forms(text, text, text)


@dataclass(frozen=True)
class Wording:
    """`units`, `euros` and `cents`: (one, several). Texts with braces are filled by `str.format`.

    `unavailable`: what is told of a product or a route that is stopped or ended.
    """

    language: str
    free: str
    price: str
    euros: tuple[str, str]
    cents: tuple[str, str]
    minus: str
    conjunction: str
    units: Mapping[Unit, tuple[str, str]]
    same_day: Mapping[Unit, str]
    after: str
    before: str
    cut_off: str
    ready_next_day: str
    ready_from: str
    extension: str
    weekdays: tuple[str, ...]
    through: str
    hours: str
    spoken_hours: str
    clock: str
    spoken_day: str
    always_open: str
    closed: str
    closed_on_holidays: str
    access: Mapping[Access, str]
    symbols: Mapping[str, str]
    unavailable: Mapping[tuple[str, str], str]
    again: str
    instead: str


DUTCH = Wording(
    language="nl",
    free="gratis",
    price="€ {amount}",
    euros=("euro", "euro"),
    cents=("cent", "cent"),
    minus="min",
    conjunction="en",
    units={
        "workingDay": ("werkdag", "werkdagen"),
        "calendarDay": ("dag", "dagen"),
        "week": ("week", "weken"),
        "month": ("maand", "maanden"),
        "year": ("jaar", "jaar"),
    },
    same_day={"workingDay": "dezelfde werkdag", "calendarDay": "dezelfde dag"},
    after="na {event}",
    before="voor {event}",
    cut_off="als u voor {time} uur aanvraagt",
    ready_next_day="klaar op de volgende werkdag vanaf {time} uur",
    ready_from="klaar vanaf {time} uur",
    extension="te verlengen met {duration}",
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    through="{first} tot en met {last}",
    hours="van {opens} tot {closes} uur",
    spoken_hours="van {opens} tot {closes}",
    clock="{hour}.{minute:02}",
    spoken_day="{day} {month} {year}",
    always_open="dag en nacht",
    closed="gesloten",
    closed_on_holidays="op feestdagen gesloten",
    access={"walkIn": "zonder afspraak", "appointment": "op afspraak", "collection": "ophalen"},
    symbols={"@": "apenstaartje", ".": "punt", "-": "streepje", "_": "liggend streepje", "/": "schuine streep"},
    unavailable={
        ("product", "stopped"): "U kunt dit tijdelijk niet aanvragen.",
        ("product", "ended"): "U kunt dit niet meer aanvragen.",
        ("route", "stopped"): "Op deze manier kan het tijdelijk niet.",
        ("route", "ended"): "Op deze manier kan het niet meer.",
    },
    again="Vanaf {day} kan het weer.",
    instead="In plaats daarvan: {title}.",
)
ENGLISH = Wording(
    language="en",
    free="free",
    price="€{amount}",
    euros=("euro", "euros"),
    cents=("cent", "cents"),
    minus="minus",
    conjunction="and",
    units={
        "workingDay": ("working day", "working days"),
        "calendarDay": ("day", "days"),
        "week": ("week", "weeks"),
        "month": ("month", "months"),
        "year": ("year", "years"),
    },
    same_day={"workingDay": "the same working day", "calendarDay": "the same day"},
    after="after {event}",
    before="before {event}",
    cut_off="if you apply before {time}",
    ready_next_day="ready on the next working day from {time}",
    ready_from="ready from {time}",
    extension="can be extended by {duration}",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    through="{first} to {last}",
    hours="from {opens} to {closes}",
    spoken_hours="from {opens} to {closes}",
    clock="{hour}:{minute:02}",
    spoken_day="the {day} of {month} {year}",
    always_open="day and night",
    closed="closed",
    closed_on_holidays="closed on public holidays",
    access={"walkIn": "without appointment", "appointment": "by appointment", "collection": "collection"},
    symbols={"@": "at", ".": "dot", "-": "dash", "_": "underscore", "/": "slash"},
    unavailable={
        ("product", "stopped"): "You cannot apply for this at the moment.",
        ("product", "ended"): "You can no longer apply for this.",
        ("route", "stopped"): "This way of applying is not available at the moment.",
        ("route", "ended"): "This way of applying is no longer available.",
    },
    again="It is possible again from {day}.",
    instead="Instead: {title}.",
)
WORDINGS = {"nl": DUTCH, "en": ENGLISH}


def wording(locale: str) -> Wording:
    """The words of the locale's language; of the source language when it has none yet."""
    return WORDINGS.get(locale[:2]) or WORDINGS[SOURCE_LOCALE]


def pick(texts: LocaleText, locale: str) -> str:
    """The text in `locale`, else in the source language, else empty."""
    return texts.get(locale) or texts.get(SOURCE_LOCALE, "")


def counted(count: int, names: tuple[str, str]) -> str:
    """The name for one, or for several."""
    return names[0] if count == 1 else names[1]
