"""Facts with all their values and where they are told, from the channels in the caller's scope only."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import orjson
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.time_axes import AXES
from api.v1 import paging
from api.v1.resource import Resource
from releases.core.intervals import contains
from releases.core.periods import civil_day
from releases.replica import facts

Json = dict[str, Any]


class FactList(Resource):
    parameters = ("locale", *AXES, *paging.PARAMETERS)

    def get(self, request: Request) -> Response:
        limit, after, locale = paging.limit_of(request), paging.after(request), self.locale()
        position = self.position()
        keys = facts.fact_keys(self.reading, self.scope.channels, position.release, after[0] if after else "")
        found = list(islice(keys, limit + 1))
        more = paging.next_url(request, (found[limit - 1],)) if len(found) > limit else None
        bodies = (facts.fact(self.reading, key, position.release) for key in found[:limit])
        rows = [self._row(orjson.loads(body), locale, position.instant) for body in bodies if body]
        return Response({"results": rows, "next": more}, headers={"Release": str(position.release)})

    def _row(self, fact: Json, locale: str, instant: datetime) -> Json:
        current = _current(_values(fact, locale), instant)
        return {
            "key": fact["key"],
            "kind": fact["kind"],
            "label": _label(fact, locale),
            "text": current["text"] if current else None,
            "href": f"/api/v1/facts/{fact['key']}?{urlencode({'locale': locale} | self.axes())}",
        }


class FactDetail(Resource):
    parameters = ("locale", *AXES)

    def get(self, request: Request, key: str) -> Response:
        position, locale = self.position(), self.locale()
        used = facts.uses(self.reading, key, self.scope.channels, position.release)
        body = facts.fact(self.reading, key, position.release) if used else None
        if body is None:
            raise problems.not_found("No channel that you may read tells this fact.")
        fact = orjson.loads(body)
        values = _values(fact, locale)
        found = {
            "key": key,
            "kind": fact["kind"],
            "label": _label(fact, locale),
            "current": _current(values, position.instant),
            "values": values,
            "usedIn": [use._asdict() for use in used],
        }
        return Response(found, headers={"Release": str(position.release)})


def _label(fact: Json, locale: str) -> str:
    return fact["label"].get(locale) or next(iter(fact["label"].values()), fact["key"])


def _values(fact: Json, locale: str) -> list[Json]:
    return fact["values"].get(locale) or next(iter(fact["values"].values()), [])


def _current(values: list[Json], instant: datetime) -> Json | None:
    """The value that is true at `instant`; ISO dates sort as text."""
    day = civil_day(instant).isoformat()
    return next((value for value in values if contains((value["validFrom"], value["validUntil"]), day)), None)
