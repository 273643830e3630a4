"""Feedback on a result, forwarded to the hub without anything about who gave it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request

from clients.shared.hub.errors import HubError, NotUnderstood
from clients.shared.pages.keys import KEY
from clients.shared.pages.site import ADDRESSES, site
from clients.shared.search.form import check_form
from clients.shared.search.query import SearchQuery
from clients.shared.search.results import ADDRESS

ACTIONS = ("clicked", "useful", "notUseful")
THANKS, LATER = "dank", "later"
routes = Blueprint("feedback", __name__)


@dataclass(frozen=True)
class Reaction:
    """The result beside which a page says what became of a reaction."""

    kind: str
    key: str
    outcome: str

    @classmethod
    def of_page(cls, parameters: Mapping[str, str]) -> Reaction | None:
        outcome = parameters.get("reactie", "")
        known = outcome in (THANKS, LATER)
        return cls(parameters.get("soort", ""), parameters.get("bij", ""), outcome) if known else None

    def page_parameters(self) -> dict[str, str]:
        return {"reactie": self.outcome, "soort": self.kind, "bij": self.key}


@routes.post("/zoeken/reactie")
def feedback() -> Response:
    """A page that posts it is led back to its results; a script hears only whether it was taken."""
    check_form()
    form, query = request.form, SearchQuery.of_page(request.form)
    if not (query.has_words and is_reaction(form)):
        raise NotUnderstood(request.path)
    outcome = _forwarded(form, query)
    if "text/html" not in request.headers.get("Accept", "text/html"):
        return Response(status=204 if outcome == THANKS else 503)
    parameters = query.page_parameters() | Reaction(form["kind"], form["key"], outcome).page_parameters()
    return redirect(f"{site.url(ADDRESS, **parameters)}#{form['kind']}-{form['key']}", 303)


def is_reaction(form: Mapping[str, str]) -> bool:
    key = form.get("key", "")
    return form.get("action") in ACTIONS and form.get("kind") in ADDRESSES and bool(re.fullmatch(KEY, key))


def _forwarded(form: Mapping[str, str], query: SearchQuery) -> str:
    members = {name: form[name] for name in ("kind", "key", "action")}
    try:
        site.reader.report("search/feedback", members | {"query": query.text, "locale": site.visit.locale})
    except HubError:
        return LATER
    return THANKS
