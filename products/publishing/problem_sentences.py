"""Problems of a publish in the editor's language: which text, which fact, the remedy, and where to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model
from django.utils.formats import date_format, localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from products.lookup import MODELS, find_named, language_in, owner_name
from products.richtext.chip import ASPECTS
from releases.core.problems import Problem

UNPUBLISHED_FACT = _("“%(where)s” refers to “%(fact)s”, which is not published. Publish that fact, or take it out.")
UNPUBLISHED_PART = _("“%(where)s” refers to “%(part)s”, which is not published. Publish that, or choose another.")
NO_VALUE_AT_ALL = _("“%(where)s” tells “%(fact)s”, which has no value at all. Give it a value.")
NO_VALUE_MEANWHILE = _(
    "“%(where)s” tells “%(fact)s”, which has no value from %(day)s until %(until)s. Give it a value for that time."
)
OTHER = _("“%(where)s” cannot be published (%(code)s).")
TEXTS = {
    "unknownReference": _(
        "“%(where)s” refers to the fact “%(fact)s”, which does not exist. Choose another fact, or take it out."
    ),
    "unknownProduct": _("“%(where)s” links to the product “%(product)s”, which is not published. Change the link."),
    "unknownSuccessor": _(
        "“%(where)s” says that “%(product)s” came in its place, which is not published. "
        "Publish that product, or choose another."
    ),
    "unknownAspect": _("“%(where)s” refers to “%(fact)s” in a way that does not exist (%(aspect)s). Choose it again."),
    "noValue": _("“%(where)s” tells “%(fact)s”, which has no value from %(day)s. Give it a value from that day."),
    "noValueToday": _(
        "“%(where)s” tells “%(fact)s”, which has no value before %(day)s. Give it a value that holds today."
    ),
    "noNext": _(
        "“%(where)s” refers to the next value of “%(fact)s”, but none is decided. "
        "Add that value, or show this passage only when there is a next value."
    ),
    "noArticle": _("“%(where)s” refers to the legal article of “%(fact)s”, which has none. Add it to the value."),
    "unknownMergeField": _(
        "“%(where)s” has {{ %(field)s }} in its message for “%(contactMoment)s”, which has no such merge field. "
        "Add that field there, or write another one in the message."
    ),
    "nearMergeField": _(
        "“%(where)s” has {{ %(field)s }} in its message for “%(contactMoment)s”, which has no such merge field. "
        "Did you mean {{ %(meant)s }}?"
    ),
    "misspeltMergeField": _(
        "“%(where)s” has “%(field)s” in its message for “%(contactMoment)s”. "
        "A merge field is written as {{ %(meant)s }}."
    ),
    "unknownCaseField": _(
        "“%(where)s” has a text by case in its message for “%(contactMoment)s” that depends on “%(field)s”, which is "
        "no merge field there. Add that field there, or choose another one in the message."
    ),
    "nearCaseField": _(
        "“%(where)s” has a text by case in its message for “%(contactMoment)s” that depends on “%(field)s”, which is "
        "no merge field there. Did you mean “%(meant)s”?"
    ),
    "unknownCaseValue": _(
        "“%(where)s” has a text by case in its message for “%(contactMoment)s” for when “%(field)s” is “%(meant)s”, "
        "which is none of the words of that merge field. Add it there, or write one of its words."
    ),
    "fieldMayBeMissing": _(
        "“%(where)s” tells {{ %(field)s }} in its message for “%(contactMoment)s”, which may be missing. "
        "Put it in a text by case for when it is filled in, or make the field required."
    ),
    "wordWithoutText": _(
        "“%(where)s” has no text in its message for “%(contactMoment)s” for when “%(field)s” is “%(meant)s”. "
        "Add a text by case for it."
    ),
    "unknownStep": _("“%(where)s” has an answer that leads to the step “%(step)s”, which does not exist."),
    "noPredicate": _(
        "“%(where)s” refers to “%(fact)s” as the rest of a sentence, but it is a sentence itself. Choose its value."
    ),
    "markup": _("A text of “%(where)s” has something that not every channel can show: %(element)s. Take it out."),
    "notToldEverywhere": _("“%(where)s” does not tell “%(fact)s” in every channel. Add it where it is missing."),
    "released": _("“%(where)s” has been published, so it is kept for ever. Unpublish it instead of deleting it."),
    "impossible": _("Nothing can be published until the hub’s keeper has looked at this. %(where)s"),
    "invalid": _("“%(where)s” is not filled in right: %(reason)s"),
    "synonymWithoutWords": _(
        "The synonym “%(synonym)s” lacks words. Fill in “Who searches for”, and at least one word in “Also finds”."
    ),
    "synonymOfItself": _(
        "The synonym “%(synonym)s” has the same word twice. Take it out of “Who searches for” or of “Also finds”."
    ),
    "sameSynonym": _(
        "“%(words)s” is in two synonyms: “%(synonym)s” and “%(other)s”. Take it out of “Also finds” in one of them."
    ),
    "betWithoutWords": _("The top result “%(bestBet)s” lacks words. Fill in “When someone asks”."),
    "betWithoutProducts": _("The top result “%(bestBet)s” shows nothing. Choose a product under “Products”."),
    "sameQuestion": _(
        "“%(words)s” is in two top results: “%(bestBet)s” and “%(other)s”. Take it out of “When someone asks” in one."
    ),
    "unknownBetProduct": _(
        "The top result “%(bestBet)s” has under “Products” the product “%(product)s”, which is not published. "
        "Publish that, or choose another."
    ),
    "unknownEmphasisProduct": _(
        "“%(emphasis)s” has in “Product” the product “%(product)s”, which is not published. "
        "Publish that, or choose another."
    ),
    "sameEmphasis": _(
        "“%(emphasis)s” and “%(other)s” have the same product in “Product”. Keep one of them, and unpublish the other."
    ),
    "factorOutOfBounds": _("In “%(emphasis)s” the “Factor” must be from %(least)s to %(most)s."),
    "unknownSpokenProduct": _(
        "The spoken language “%(spokenLanguage)s” has names for the product “%(product)s”, which is not published. "
        "Publish that, or take it out."
    ),
    "spokenProductWithoutWords": _(
        "In the spoken language “%(spokenLanguage)s” a product lacks words. Fill in “What people call it”."
    ),
    "sameSpokenLanguage": _("“%(spokenLanguage)s” and “%(other)s” are the same language. Keep one of them."),
    "weightOutOfBounds": _("In “%(fieldWeights)s” each weight must be from %(least)s to %(most)s."),
    "lacksUnit": _("“%(where)s” tells “%(fact)s” without its unit. Choose “%(aspect)s”, which says “%(text)s”."),
    "lacksUnitNext": _("“%(where)s” tells the next value of “%(fact)s” without its unit. Write that behind it."),
    "lacksDirection": _(
        "“%(where)s” tells “%(fact)s” without saying which way it counts. Choose “%(aspect)s”, which says “%(text)s”."
    ),
    "lacksDirectionNext": _(
        "“%(where)s” tells the next value of “%(fact)s” without saying which way it counts. Write that before it."
    ),
    "mayBeFree": _(
        "“%(where)s” is not right while “%(fact)s” is free. Choose “%(aspect)s” and leave out the words that it says "
        "itself. Today it says “%(text)s”."
    ),
    "mayBeFreeNext": _(
        "“%(where)s” is not right when the next value of “%(fact)s” is free. Write it without words such as “costs”."
    ),
    "toldTwice": _(
        "“%(where)s” says twice what “%(fact)s” says itself. Leave out your own words, or choose “%(aspect)s”, which "
        "says “%(text)s”."
    ),
    "parity": _(
        "The channels would tell “%(fact)s” differently (%(channel)s). This is a fault in the hub: call its keeper."
    ),
}


@dataclass(frozen=True)
class EditLink:
    label: str
    url: str


@dataclass(frozen=True)
class Sentence:
    """`excerpts` are the passages it is about; `owner` is the team that looks after them, empty when there is none."""

    text: str
    owner: str = ""
    excerpts: tuple[str, ...] = field(default=())
    links: tuple[EditLink, ...] = field(default=())

    def __str__(self) -> str:
        owner = [f"({self.owner})"] if self.owner else []
        return " ".join([self.text, *(f"“{excerpt}”" for excerpt in self.excerpts), *owner])


def problem_sentences(problems: Iterable[Problem]) -> list[str]:
    return [str(sentence) for sentence in describe(problems)]


def describe(problems: Iterable[Problem], user: User | AnonymousUser | None = None) -> list[Sentence]:
    """One sentence for all passages with the same remedy.

    Links only to what `user` may edit; to everything when no user is given.
    """
    finder = AdminURLFinder(user)
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        same = (problem.code, problem.subject, language_in(problem), *sorted(problem.params.items()))
        alike.setdefault(same, []).append(problem)
    return [_sentence(group, finder) for group in alike.values()]


def _sentence(alike: Sequence[Problem], finder: AdminURLFinder) -> Sentence:
    problem = alike[0]
    subject = find_named(*problem.subject, language=language_in(problem))
    named = {name: find_named(*source) for name, value in problem.params.items() if (source := _source(name, value))}
    fact = named.get("fact")
    words = {name: str(named.get(name) or _written(name, value)) for name, value in problem.params.items()}
    text = _text(problem, fact) % {
        **dict.fromkeys(("fact", "product", "element", "aspect", "channel", "reason"), ""),
        **words,
        "where": str(subject or problem.subject[1]),
        "part": next((words[kind] for kind in named), ""),
        "day": _day(problem.params.get("day", "")),
        "until": _day(problem.params.get("until", "")),
    }
    found = [each for each in dict.fromkeys((subject, *named.values())) if each is not None]
    excerpts = tuple(dict.fromkeys(_with_names(each.excerpt) for each in alike if each.excerpt))
    owner = owner_name(subject or fact or next(iter(named.values()), None))
    return Sentence(text, owner, excerpts, tuple(_links(found, finder)))


def _source(name: str, value: str) -> tuple[str, str] | None:
    """Kind and key of what a parameter names, if it names something."""
    kind, key = value.split(":", 1) if name == "other" else (name, value)
    return (kind, key) if kind in MODELS else None


def _written(name: str, value: str) -> str:
    """As an editor would write it; a draft that was never saved has no number to be found by."""
    if name in ("least", "most"):
        return localize(Decimal(value))
    if name == "aspect":
        return str(ASPECTS.get(value, value))
    return gettext("this draft") if value == str(None) else value


def _text(problem: Problem, fact: Model | None) -> str:
    if problem.code == "unknownReference" and fact is not None:
        return str(UNPUBLISHED_FACT)
    if problem.code == "noValue" and problem.params.get("day") == date.min.isoformat():
        return str(NO_VALUE_AT_ALL)
    if problem.code == "noValue" and problem.params.get("until"):
        return str(NO_VALUE_MEANWHILE)
    if problem.code in TEXTS:
        return str(TEXTS[problem.code])
    return str(UNPUBLISHED_PART if problem.code.startswith("unknown") else OTHER).replace("%(code)s", problem.code)


def _with_names(excerpt: str) -> str:
    """A fact is called by its label instead of its key."""

    def name(key: re.Match[str]) -> str:
        fact = find_named("fact", key[1])
        return f"[{fact.label}]" if fact else key[0]

    return re.sub(r"\[([^\]]+)\]", name, excerpt)


def _day(day: str) -> str:
    try:
        return date_format(date.fromisoformat(day), "j F Y")
    except ValueError:
        return day


def _links(found: Iterable[Model], finder: AdminURLFinder) -> Iterable[EditLink]:
    for each in found:
        if url := finder.get_edit_url(each):
            yield EditLink(str(each), url)
