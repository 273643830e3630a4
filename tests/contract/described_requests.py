"""Rules of a valid request that a schema cannot say, for schemathesis: it reads this as its hooks (SCHEMATHESIS_HOOKS).

Only requests that are meant to be right are mended; wrong ones go out as they were made up.
"""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from schemathesis import Case, GenerationMode

LOCALES = ("nl", "en", "de")
WORDS = "wat kost een rijbewijs"
# Of a document that is there; a position in the calendar, and texts that can be printed.
BODIES = {
    "reportSearchResult": {"channel": "website", "kind": "product", "locale": "nl", "key": "rijbewijs", "query": WORDS},
    "acknowledge": {"position": "1@2026-03-03T12:00:00.000Z", "reason": "one line", "epoch": "of-this-hub"},
}
# No month is shorter.
LATE_DAY = re.compile(r"(?<=[0-9]{4}-[0-9]{2}-)(29|30|31)")


@schemathesis.hook
def before_call(context: Any, case: Case, **_: Any) -> None:
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    _mend_query(case.query)
    if "Accept-Datetime" in case.headers:
        case.headers["Accept-Datetime"] = "Tue, 03 Mar 2026 12:00:00 GMT"
    if isinstance(case.body, dict):
        case.body |= BODIES[case.operation.definition.raw["operationId"]]


def _mend_query(query: dict[str, Any]) -> None:
    query.pop("cursor", None)  # signed by the hub
    query.pop("wait", None)  # the stream server's
    if "release" in query:
        query.pop("known", None)  # one of the two
    if "kind" in query:
        query["kind"] = "product"  # each channel has its own kinds
    if query.get("locale", "nl") not in LOCALES:
        query["locale"] = "nl"  # the municipality's own
    if "q" in query:
        query["q"] = WORDS  # something to search for
    for name in query.keys() & {"at", "known", "since"}:
        query[name] = LATE_DAY.sub("28", str(query[name]))
