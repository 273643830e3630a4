"""Feedback on results: chosen, useful, or not. Counted only, and never who gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from api import access, problems
from api.rate_limit import RateLimit
from api.v1.bodies import json_object
from api.v1.resource import Resource
from api.v1.search import LONGEST_QUESTION
from releases.channels import CHANNELS
from search.analytics.counter import count_action
from search.analytics.tally import Action
from search.language.normalisation import composed, words
from search.query.addresses import IndexScope, address_of
from search.query.entries import KINDS
from search.released_documents import Shelf
from search.service import lexicon_for

MEMBERS = ("query", "channel", "locale", "key", "kind", "action")
ACTIONS = get_args(Action)

limit = RateLimit()


class SearchFeedback(Resource):
    """Of the public channels anybody may report; of the others a token with their scope."""

    http_method_names = ["post", "options"]

    def post(self, request: Request) -> Response:
        """The same answer whether it is counted or not: a search that may be about a person is not."""
        members = json_object(request)
        if wrong := tuple(_wrong(members)):
            raise _invalid(*wrong)
        access.require(self.scope, members["channel"])
        limit.take(self.client, settings.FEEDBACK_PER_MINUTE)
        self._count(members)
        return Response(status=204)

    def _count(self, members: Mapping[str, Any]) -> None:
        place, address = IndexScope(members["channel"], members["locale"]), address_of(members["kind"], members["key"])
        shelf = Shelf(self.reading, place, self.now)
        if not shelf.has(address):
            raise _invalid(problems.InvalidParam("key", "is no document of this channel, kind and locale."))
        count_action(members["query"], place, address, members["action"], lexicon_for(place), shelf.rules())


def _wrong(members: Mapping[str, Any]) -> Iterator[problems.InvalidParam]:
    """All that is wrong with the body, not only the first."""
    for name in sorted(members.keys() - set(MEMBERS)):
        yield problems.InvalidParam(name, f"is not known here. Use: {', '.join(MEMBERS)}.")
    for name in MEMBERS:
        if not isinstance(members.get(name), str):
            yield problems.InvalidParam(name, "must be there, as text.")
        elif reason := _reason(name, members[name]):
            yield problems.InvalidParam(name, reason)


def _reason(name: str, value: str) -> str | None:
    locales = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    allowed = {"channel": tuple(CHANNELS), "locale": locales, "kind": KINDS, "action": ACTIONS}
    if name in allowed and value not in allowed[name]:
        return f"must be one of: {', '.join(allowed[name])}."
    if name == "query" and (len(value) > LONGEST_QUESTION or not words(composed(value))):
        return f"must have a word, and at most {LONGEST_QUESTION} characters."
    if name == "key" and not (value.isascii() and value.isprintable() and len(value) <= 255):
        return "must be the key of a document, such as paspoort."
    return None


def _invalid(*wrong: problems.InvalidParam) -> problems.Problem:
    return problems.Problem(400, "invalid-member", "Mend what 'invalidParams' says, and send it again.", wrong)
