"""What an editor sees of a fact reference: its key, what is asked of it and what it says today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypedDict

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from releases.facts import fact_object
from releases.forms import date_forms

from products.models import Fact
from products.snapshot import released_fact

ASPECTS = {
    "value": _("Value today"),
    "next": _("Next value"),
    "nextDate": _("Date of the next value"),
    "article": _("Legal article"),
}
SAYS: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "value": lambda told, locale: told["text"],
    "next": lambda told, locale: told["next"]["text"] if told["next"] else "",
    "nextDate": lambda told, locale: (
        date_forms(date.fromisoformat(told["next"]["validFrom"]), locale).text if told["next"] else ""
    ),
    "article": lambda told, locale: told["legalArticle"],
}
LONGEST = 80


class Chip(TypedDict):
    """The entity's data in the editor. `state` is "" or why the text cannot be published as it stands."""

    key: str
    aspect: str
    text: str
    tag: str
    label: str
    state: str


def aspect_texts(fact: Fact, day: date) -> dict[str, str]:
    """What each aspect says on `day`, in the editor's language; empty when it says nothing."""
    locale = "en" if (get_language() or "").startswith("en") else "nl"
    told = fact_object(released_fact(fact), day, locale)
    if not told:
        return dict.fromkeys(ASPECTS, "")
    return {aspect: Truncator(say(told, locale)).chars(LONGEST) for aspect, say in SAYS.items()}


def chip_of(fact: Fact, aspect: str, day: date) -> Chip:
    text = aspect_texts(fact, day).get(aspect, "")
    state = "" if text else "empty"
    return _chip(fact.key, aspect, text or "…", fact.label, state if fact.live else "unpublished")


def chip_for_key(key: str, aspect: str, day: date) -> Chip:
    fact = Fact.objects.filter(key=key).first()
    if fact is None:
        return _chip(key, aspect, key or "?", "", "missing")
    return chip_of(fact, aspect, day)


STATES = {
    "missing": _("this fact does not exist (any more)"),
    "unpublished": _("this fact is not published"),
    "empty": _("says nothing today"),
}


def _chip(key: str, aspect: str, text: str, label: str, state: str) -> Chip:
    remarks = [] if aspect == "value" else [str(ASPECTS.get(aspect, aspect))]
    if state:
        remarks.append(str(STATES[state]))
    shown = [*([] if state == "missing" else [key]), *remarks]
    return Chip(key=key, aspect=aspect, text=text, tag=" · ".join(shown), label=label or key, state=state)
