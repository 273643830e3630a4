"""Logging in on a way to ask: with what, at which assurance level, from elsewhere in Europe, on behalf of another."""

from __future__ import annotations

from typing import Any

from languages.registry import wording_of
from languages.wording import LoginWording
from releases.snapshot import Login, Route

MEANS: dict[Login, tuple[str, ...]] = {
    "none": (),
    "digid": ("digid",),
    "eherkenning": ("eherkenning",),
    "digidOrEherkenning": ("digid", "eherkenning"),
}


def identification(route: Route, locale: str) -> dict[str, Any] | None:
    """None where one does not log in. `text` says all of it."""
    if route.login == "none":
        return None
    return {
        "assuranceLevel": route.assurance_level or None,
        "europeanLogin": route.european_login,
        "onBehalf": route.on_behalf,
        "text": _text(route, wording_of(locale).login),
    }


def _text(route: Route, words: LoginWording) -> str:
    means = MEANS[route.login]
    sentences = [words.log_in.format(means=_means(route, words))]
    if route.european_login:
        sentences.append(words.european)
    if route.on_behalf:
        sentences.extend(words.on_behalf[each] for each in means)
    return " ".join(sentences)


def _means(route: Route, words: LoginWording) -> str:
    named = [words.means[each, route.assurance_level] for each in MEANS[route.login]]
    return named[0] if len(named) == 1 else words.either.format(one=named[0], other=named[1])
