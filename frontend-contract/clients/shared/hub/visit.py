"""The visit that a page is for: its language, and optionally another moment, an older release or a draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DEFAULT_LOCALE = "nl"
_LOCALE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
LONGEST, LONGEST_TOKEN = 64, 160


@dataclass(frozen=True)
class Visit:
    """`at` and `release` are passed to the hub as they came; `instant` is the moment that the page speaks of.

    `preview` is an editor's token for a draft, which no release has yet.
    """

    locale: str
    at: str
    release: str
    instant: datetime
    preview: str = ""

    @property
    def day(self) -> date:
        return self.instant.astimezone(AMSTERDAM).date()

    @property
    def is_now(self) -> bool:
        return not self.at

    @property
    def is_plain(self) -> bool:
        """Of this moment and the newest release."""
        return not (self.at or self.release or self.preview)

    def in_release(self, release: str) -> Visit:
        """The same moment as that release has it."""
        return replace(self, release=release)

    def spoken_in(self, locale: str) -> Visit:
        return replace(self, locale=locale)

    def parameters(self, **changes: str) -> dict[str, str]:
        """The parameters that keep a link or a form at this language and moment."""
        values = {"locale": self.locale, "at": self.at, "release": self.release, "preview": self.preview} | changes
        if values["locale"] == DEFAULT_LOCALE:
            values["locale"] = ""
        return {name: value for name, value in values.items() if value}

    def query(self, **changes: str) -> str:
        """Those as a query string; empty for the plain visit."""
        parameters = self.parameters(**changes)
        return f"?{urlencode(parameters)}" if parameters else ""

    def hub_parameters(self) -> dict[str, str]:
        parameters = {"locale": self.locale, "at": self.at, "release": self.release}
        return {name: value for name, value in parameters.items() if value}


def visit_of(parameters: Mapping[str, str], now: datetime) -> Visit:
    """From the parameters of a page; what the client cannot read as a moment is left for the hub to refuse."""
    locale = _parameter(parameters, "locale") or DEFAULT_LOCALE
    at, preview = _parameter(parameters, "at"), _parameter(parameters, "preview", LONGEST_TOKEN)
    return Visit(
        locale=locale if _LOCALE.fullmatch(locale) else DEFAULT_LOCALE,
        at=at,
        release="" if preview else _parameter(parameters, "release"),
        instant=_moment(at) or now,
        preview=preview,
    )


def _parameter(parameters: Mapping[str, str], name: str, longest: int = LONGEST) -> str:
    return parameters.get(name, "").strip()[:longest]


def _moment(text: str) -> datetime | None:
    """Within a day of the ends of the calendar an instant has no date in another time zone, so it is none here."""
    try:
        moment = _civil_or_exact(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and MINYEAR < moment.year < MAXYEAR else None


def _civil_or_exact(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), AMSTERDAM)
    except ValueError:
        return datetime.fromisoformat(text)
