"""What somebody did with a result: forwarded to the hub without anything about who did it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from clients.exchange import Request, Response, see_other
from clients.hub import HubError, NotUnderstood
from clients.pages import Site
from clients.places import ADDRESSES
from clients.question import question_of
from clients.results import ADDRESS
from clients.routing import KEY, Route

ACTIONS = ("clicked", "useful", "notUseful")
THANKS, LATER = "dank", "later"


@dataclass(frozen=True)
class Reaction:
    """Beside which result the page says what became of a reaction."""

    kind: str
    key: str
    outcome: str


def react(request: Request, site: Site) -> Response:
    """A page that posts it is led back to its results; a script hears only whether it was taken."""
    form, question = request.form, question_of(request.form)
    if not (question.has_words and is_reaction(form)):
        raise NotUnderstood(request.path)
    members = {name: form[name] for name in ("kind", "key", "action")}
    try:
        site.hub.tell("search/feedback", members | {"query": question.text, "locale": request.visit.locale})
        outcome = THANKS
    except HubError:
        outcome = LATER
    if not request.wants_page:
        return Response(b"", 204 if outcome == THANKS else 503)
    told = question.kept() | {"reactie": outcome, "soort": form["kind"], "bij": form["key"]}
    return see_other(f"{site.url(request.visit, ADDRESS, **told)}#{form['kind']}-{form['key']}")


def is_reaction(form: Mapping[str, str]) -> bool:
    key = form.get("key", "")
    return form.get("action") in ACTIONS and form.get("kind") in ADDRESSES and bool(re.fullmatch(KEY, key))


def reacted(asked: Mapping[str, str]) -> Reaction | None:
    outcome = asked.get("reactie", "")
    return Reaction(asked.get("soort", ""), asked.get("bij", ""), outcome) if outcome in (THANKS, LATER) else None


ROUTES = (Route("zoeken/reactie", react, "POST"),)
