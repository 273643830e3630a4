"""Facts with all their values and where they are told, from the channels in the caller's scope only."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import orjson
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.v1 import paging
from api.v1.documents import moment_of
from api.v1.resource import Resource
from releases import reading
from releases.periods import civil_day


class FactList(Resource):
    parameters = ("locale", *paging.PARAMETERS)

    def get(self, request: Request) -> Response:
        limit, after, locale = paging.limit_of(request), paging.after(request), self.locale()
        keys = reading.fact_keys(self.scope.channels)
        start = bisect_right(keys, after[0]) if after else 0
        page = keys[start : start + limit]
        more = paging.next_url(request, (page[-1],)) if start + limit < len(keys) else None
        return Response({"results": [self._row(key, locale) for key in page], "next": more})

    def _row(self, key: str, locale: str) -> dict[str, Any]:
        fact = orjson.loads(reading.fact(key, self.scope.channels) or b"{}")
        label = fact["label"].get(locale) or next(iter(fact["label"].values()), key)
        return {"key": key, "kind": fact["kind"], "label": label, "href": f"/api/v1/facts/{key}?locale={locale}"}


class FactDetail(Resource):
    parameters = ("locale", "at")

    def get(self, request: Request, key: str) -> Response:
        body = reading.fact(key, self.scope.channels)
        if body is None:
            raise problems.not_found("No channel that you may read tells this fact.")
        fact, locale = orjson.loads(body), self.locale()
        day = civil_day(moment_of(request, self.now)).isoformat()
        values = fact["values"].get(locale) or next(iter(fact["values"].values()), [])
        return Response(
            {
                "key": key,
                "kind": fact["kind"],
                "label": fact["label"].get(locale) or next(iter(fact["label"].values()), key),
                "current": next((value for value in values if _holds(value, day)), None),
                "values": values,
                "usedIn": [use._asdict() for use in reading.uses(key, self.scope.channels)],
            }
        )


def _holds(value: dict[str, Any], day: str) -> bool:
    """Whether `value` is true on `day`; ISO dates sort as text."""
    starts, ends = value["validFrom"], value["validUntil"]
    return (starts is None or starts <= day) and (ends is None or day < ends)
