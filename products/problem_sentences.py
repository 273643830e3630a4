"""What stops a publish, in the editor's language: which text, which fact, the remedy, and where to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from products.models import Fact
from products.named import find_named, language_in, owner_name
from releases.problems import Problem


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Sentence:
    """`owner` is the team that looks after the text; empty when nobody was named."""

    text: str
    owner: str = ""
    links: tuple[Link, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.text} ({self.owner})" if self.owner else self.text


def problem_sentences(problems: Iterable[Problem]) -> list[str]:
    return [str(sentence) for sentence in describe(problems)]


def describe(problems: Iterable[Problem], user: User | AnonymousUser | None = None) -> list[Sentence]:
    """Links only to what `user` may edit; to everything when no user is given."""
    finder = AdminURLFinder(user)
    return [_sentence(problem, finder) for problem in problems]


def _sentence(problem: Problem, finder: AdminURLFinder) -> Sentence:
    subject = find_named(*problem.subject, language=language_in(problem))
    fact = find_named("fact", problem.params["fact"]) if "fact" in problem.params else None
    part = find_named(*problem.params["source"].split(":", 1)) if "source" in problem.params else None
    text = _text(problem, fact) % {
        "where": str(subject or problem.subject[1]),
        "fact": str(fact or problem.params.get("fact", "")),
        "part": str(part or problem.params.get("source", "")),
        "day": _day(problem.params.get("day", "")),
        "excerpt": problem.excerpt,
        **{name: problem.params.get(name, "") for name in ("product", "element", "aspect", "channel", "reason")},
    }
    found = [each for each in dict.fromkeys((subject, fact, part)) if each is not None]
    return Sentence(_with_excerpt(text, problem), owner_name(subject or fact), tuple(_links(found, finder)))


def _text(problem: Problem, fact: Model | None) -> str:
    if problem.code == "unknownReference":
        if isinstance(fact, Fact):
            return _("“%(where)s” refers to “%(fact)s”, which is not published. Publish that fact, or take it out.")
        return _(
            "“%(where)s” refers to the fact “%(fact)s”, which does not exist. Choose another fact, or take it out."
        )
    texts = {
        "noValue": _("“%(where)s” tells “%(fact)s”, which has no value from %(day)s. Give it a value from that day."),
        "noValueToday": _(
            "“%(where)s” tells “%(fact)s”, which has no value before %(day)s. Give it a value that holds today."
        ),
        "startsLater": _("“%(where)s” would show nothing today. Let it start today or earlier."),
        "noNext": _(
            "“%(where)s” refers to the next value of “%(fact)s”, but none is decided. "
            "Add that value, or show this passage only when there is a next value."
        ),
        "noArticle": _("“%(where)s” refers to the legal article of “%(fact)s”, which has none. Add it to the value."),
        "unknownAspect": _(
            "“%(where)s” refers to “%(fact)s” in a way that does not exist (%(aspect)s). Choose it again."
        ),
        "unknownProduct": _("“%(where)s” links to the product “%(product)s”, which is not published. Change the link."),
        "unknownPart": _("“%(where)s” refers to “%(part)s”, which is not published. Publish that, or choose another."),
        "markup": _("A text of “%(where)s” has something that not every channel can show: %(element)s. Take it out."),
        "notToldEverywhere": _("“%(where)s” does not tell “%(fact)s” in every channel. Add it where it is missing."),
        "released": _("“%(where)s” has been published, so it is kept for ever. Unpublish it instead of deleting it."),
        "invalid": _("“%(where)s” is not filled in right: %(reason)s"),
        "parity": _(
            "The channels would tell “%(fact)s” differently (%(channel)s). This is a fault in the hub: call its keeper."
        ),
    }
    return texts.get(problem.code) or _("“%(where)s” cannot be published (%(code)s).").replace("%(code)s", problem.code)


def _with_excerpt(text: str, problem: Problem) -> str:
    return f"{text} “{problem.excerpt}”" if problem.excerpt else text


def _day(day: str) -> str:
    try:
        return date_format(date.fromisoformat(day), "j F Y")
    except ValueError:
        return day


def _links(found: Iterable[Model], finder: AdminURLFinder) -> Iterable[Link]:
    for each in found:
        if url := finder.get_edit_url(each):
            yield Link(str(each), url)
