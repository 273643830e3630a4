"""The words in which one language tells facts, and the titles of what the hub itself adds to documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OneOrSeveral = tuple[str, str]


@dataclass(frozen=True)
class OpeningWording:
    """Opening hours at a moment. `day`: a date with its weekday, in Babel's letters; `spoken_day`: as it is spoken."""

    day: str
    spoken_day: str
    on_day: str
    from_day: str
    until_day: str
    further_notice: str
    time: str
    midnight: str
    open_now: str
    open_until: str
    access_until: str
    closed_now: str
    opens_today: str
    opens_on: str
    always_open: str
    new_week: str
    stopped: str
    reopens: str


@dataclass(frozen=True)
class LoginWording:
    """Logging in. `means` by means and assurance level, `on_behalf` by means; `either`: one of two means."""

    log_in: str
    either: str
    means: Mapping[tuple[str, str], str]
    european: str
    on_behalf: Mapping[str, str]


@dataclass(frozen=True)
class SentenceWording:
    """Words by which a sentence says around a value what the whole fact says itself: parts of regular expressions.

    `costs`: before an amount; `each`: before its unit; `limit`: a term is at most so long; `earliest`: not before it.
    """

    costs: str
    each: str
    limit: str
    earliest: str


@dataclass(frozen=True)
class Wording:
    """`units`, `euros` and `cents`: (one, several). Texts with braces are filled by `str.format`.

    `language` is what Babel calls it, and `date` a date in Babel's letters. `unavailable`: what is told of a product,
    a route or a location that is stopped or ended. `sections` by kind, `questions` as a chat asks for them. `holidays`
    by their Dutch names. `moment`: a written clock time in a sentence. `bounds`: which way a term counts, around its
    duration; `predicates`: a value as the rest of a sentence that opens with what it is about.
    """

    language: str
    free: str
    price: str
    euros: OneOrSeveral
    cents: OneOrSeveral
    minus: str
    conjunction: str
    units: Mapping[str, OneOrSeveral]
    same_day: Mapping[str, str]
    after: str
    before: str
    cut_off: str
    ready_next_day: str
    ready_from: str
    extension: str
    bounds: Mapping[str, str]
    predicates: Mapping[str, str]
    sentence: SentenceWording
    weekdays: tuple[str, ...]
    through: str
    hours: str
    spoken_hours: str
    clock: str
    moment: str
    date: str
    always_open: str
    closed: str
    access: Mapping[str, str]
    opening: OpeningWording
    symbols: Mapping[str, str]
    unavailable: Mapping[tuple[str, str], str]
    login: LoginWording
    again: str
    instead: str
    sections: Mapping[str, str]
    questions: Mapping[str, str]
    themes: str
    notices: str
    search_rules: str
    holidays: Mapping[str, str]


def counted(count: int, names: OneOrSeveral) -> str:
    """The name for one, or for several."""
    return names[0] if count == 1 else names[1]
