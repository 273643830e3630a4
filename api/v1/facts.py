"""Facts with all their values and where they are told, from the channels in the caller's scope only."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.time_axes import AXES
from api.v1 import paging
from api.v1.positions import position_of
from api.v1.resource import Resource
from releases.intervals import contains
from releases.periods import civil_day
from releases.storage import reader

Json = dict[str, Any]


class FactList(Resource):
    parameters = ("locale", *AXES, *paging.PARAMETERS)

    def get(self, request: Request) -> Response:
        limit, after, locale = paging.limit_of(request), paging.after(request), self.locale()
        position = position_of(request.query_params, self.now)
        keys = reader.fact_keys(self.scope.channels, position.release)
        start = bisect_right(keys, after[0]) if after else 0
        page = keys[start : start + limit]
        more = paging.next_url(request, (page[-1],)) if start + limit < len(keys) else None
        bodies = reader.facts(page, position.release)
        rows = [self._row(orjson.loads(bodies[key]), locale, position.instant) for key in page]
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
        position, locale = position_of(request.query_params, self.now), self.locale()
        used = reader.uses(key, self.scope.channels, position.release)
        if not used:
            raise problems.not_found("No channel that you may read tells this fact.")
        fact = orjson.loads(reader.facts([key], position.release)[key])
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
