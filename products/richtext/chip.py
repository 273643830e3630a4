"""Chip of a fact reference in the editor: its key, its aspect and what it says today."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from products.content_languages import editors_language
from products.models import Fact
from products.snapshot import released_fact
from releases.core.intervals import next_after, on_day
from releases.facts.forms import date_forms
from releases.facts.full_forms import full_forms, predicate_forms
from releases.facts.kinds import kind_of

ASPECTS = {
    "value": _("Value today"),
    "full": _("Whole"),
    "predicate": _("Rest of a sentence"),
    "next": _("Next value"),
    "nextDate": _("Date of the next value"),
    "article": _("Legal article"),
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
    locale = editors_language()
    released = released_fact(fact)
    now, later = on_day(released.values, day), next_after(released.values, day)
    forms = kind_of(released).forms
    predicate = predicate_forms(released, now.value, locale) if now else None
    texts = {
        "value": forms(now.value, locale, released.label).text if now else "",
        "full": full_forms(released, now.value, locale).text if now else "",
        "predicate": predicate.text if predicate else "",
        "next": forms(later.value, locale, released.label).text if later else "",
        "nextDate": date_forms(later.valid_from, locale).text if later and later.valid_from else "",
        "article": now.legal_article if now else "",
    }
    return {aspect: Truncator(text).chars(LONGEST) for aspect, text in texts.items()}


def chip_of(fact: Fact, aspect: str, day: date) -> Chip:
    text = aspect_texts(fact, day).get(aspect, "")
    state = "" if text else "empty"
    return _chip(fact.key, aspect, text or "…", str(fact.label), state if fact.live else "unpublished")


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
