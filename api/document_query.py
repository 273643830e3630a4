"""Which document is asked for: the query parameters `locale`, `at` and `release`, each refused by name."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from api import problems
from releases.periods import parse_moment

PARAMETERS = ("locale", "at", "release")
LONGEST_QUERY = 2048


class Wanted(NamedTuple):
    """`at` in milliseconds; None means now. `release` None means the newest."""

    locale: str
    at: int | None = None
    release: int | None = None


def parse(query: str, locales: tuple[str, ...]) -> Wanted:
    return _parse(query, locales) if query else Wanted(locales[0])


@lru_cache(maxsize=4096)
def _parse(query: str, locales: tuple[str, ...]) -> Wanted:
    given = _pairs(query)
    return Wanted(_locale(given, locales), _at(given.get("at")), _release(given.get("release")))


def _pairs(query: str) -> dict[str, str]:
    if len(query) > LONGEST_QUERY:
        raise problems.Problem(414, "query-too-long", f"The query string may have {LONGEST_QUERY} characters.")
    try:
        pairs = parse_qsl(query.encode("latin-1").decode(), keep_blank_values=True, errors="strict")
    except (UnicodeError, ValueError) as error:
        raise problems.Problem(400, "bad-request", "The query string is not valid UTF-8.") from error
    names = [name for name, _ in pairs]
    if unknown := sorted(set(names) - set(PARAMETERS)):
        raise problems.unknown_parameters(unknown, list(PARAMETERS))
    for name in PARAMETERS:
        if names.count(name) > 1:
            raise problems.invalid(name, "may be given once.")
    return dict(pairs)


def _locale(given: dict[str, str], locales: tuple[str, ...]) -> str:
    locale = given.get("locale", locales[0])
    if locale not in locales:
        raise problems.invalid("locale", f"must be one of: {', '.join(locales)}.")
    return locale


def _at(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return round(parse_moment(text).timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        reason = "must be a date (2027-01-01) or an instant with offset (2027-01-01T00:00:00Z; write + as %2B)."
        raise problems.invalid("at", reason) from error


def _release(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise problems.invalid("release", "must be the number of a release: 1 or higher.")
    return int(text)
