"""Query for a document: the language and the two axes of time, each refused by name."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.utils.http import parse_http_date

from api import problems
from api.query_string import parameters
from api.time_axes import AXES, Axes, axes_of

PARAMETERS = ("locale", *AXES)


class DocumentQuery(NamedTuple):
    """`said` is the moment of an Accept-Datetime header in milliseconds, which counts only where no axis is given."""

    locale: str
    axes: Axes = Axes()
    said: int | None = None


def parse(query: str, accept_datetime: str | None, locales: tuple[str, ...]) -> DocumentQuery:
    wanted = _parse(query, locales) if query else DocumentQuery(locales[0])
    if accept_datetime is None or wanted.axes != Axes():
        return wanted
    return wanted._replace(said=_http_date(accept_datetime))


@lru_cache(maxsize=4096)
def _parse(query: str, locales: tuple[str, ...]) -> DocumentQuery:
    given = {name: values[0] for name, values in parameters(query, PARAMETERS).items()}
    return DocumentQuery(_locale(given, locales), axes_of(given))


def _locale(given: dict[str, str], locales: tuple[str, ...]) -> str:
    locale = given.get("locale", locales[0])
    if locale not in locales:
        raise problems.invalid("locale", f"must be one of: {', '.join(locales)}.")
    return locale


def _http_date(text: str) -> int:
    try:
        return parse_http_date(text) * 1000
    except (ValueError, OverflowError) as error:
        reason = "must be a date such as 'Tue, 03 Mar 2026 12:00:00 GMT' (RFC 9110)."
        raise problems.Problem(
            400,
            "invalid-header",
            f"The header 'Accept-Datetime' {reason}",
            (problems.InvalidParam("Accept-Datetime", reason),),
        ) from error
