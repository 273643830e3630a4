"""Compiles all notices: one document per channel and locale, whose periods begin and end with each notice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

import orjson

from languages.registry import wording_of
from releases.channels import channels_on
from releases.compiling.documents import Document
from releases.compiling.validity import as_periods
from releases.core import canonical
from releases.core.intervals import contains
from releases.core.periods import civil_day, starts_of
from releases.core.position import instant_text
from releases.core.problems import Problem
from releases.facts.dated_values import switch_days
from releases.facts.wording import pick
from releases.rendering.fact_book import FactBook
from releases.rendering.texts import TextRenderer
from releases.snapshot import LocaleSetting, Markup, Notice, Severity, Snapshot
from releases.texts.references import references

Json = dict[str, Any]
Found = tuple[list[Document], set[str], list[Problem]]
KEY = "notices"
FIRST: tuple[Severity, ...] = ("urgent", "warning", "information")


class NoticePeriod(NamedTuple):
    """A notice as it reads from `starts` until `ends`: its bytes, and the facts that it tells."""

    starts: datetime
    ends: datetime | None
    body: orjson.Fragment
    facts: dict[str, orjson.Fragment]


def compile_notices(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    """A notice that cannot be told has its problems, and is left out: it never keeps another one from being told."""
    compiling = _Compiling(snapshot, book)
    told = channels_on(snapshot.opened)
    documents = [compiling.document(channel, setting) for setting in snapshot.locales for channel in told]
    facts = {name for notice in snapshot.notices for name in fact_keys(notice)}
    sources = {f"notice:{notice.key}" for notice in snapshot.notices} | {f"fact:{name}" for name in facts}
    return documents, sources | {f"notice:{KEY}"}, compiling.problems


def fact_keys(notice: Notice) -> set[str]:
    """Every fact that one of its texts tells."""
    markups = (markup for texts in notice.texts.values() for markup in texts.values())
    return {key for markup in markups for key, _ in references(markup)}


def shown_text(notice: Notice, channel: str, setting: LocaleSetting) -> tuple[str, Markup] | None:
    """Locale and text: the channel's own or else the general one, in the locale asked for or else its fallback."""
    for locale in (setting.code, setting.fallback.get(channel)):
        for name in (channel, ""):
            if locale and (text := notice.texts.get(name, {}).get(locale)):
                return locale, text
    return None


class _Compiling:
    def __init__(self, snapshot: Snapshot, book: FactBook) -> None:
        self.snapshot, self.book = snapshot, book
        self.problems: list[Problem] = []
        self._rendered: dict[tuple[str, datetime, str, str, Markup], list[NoticePeriod]] = {}
        ordered = sorted(snapshot.notices, key=lambda each: (FIRST.index(each.severity), each.starts, each.key))
        self._notices = [notice for notice in ordered if self._can_be_told(notice)]

    def document(self, channel: str, setting: LocaleSetting) -> Document:
        locale = setting.code
        head = {"channel": channel, "kind": "notice", "key": KEY, "locale": locale, "contentLocale": locale}
        head["title"] = wording_of(locale).notices
        uses: dict[str, set[str]] = {}
        all_shown: list[NoticePeriod] = []
        for notice in self._notices:
            shown = self._shown(notice, channel, setting)
            all_shown += shown
            for name in {name for each in shown for name in each.facts}:
                uses.setdefault(name, set()).add(notice.key)
        periods = as_periods((starts, _body(head, shown)) for starts, shown in _sweep(all_shown))
        told_in = {name: tuple(sorted(keys)) for name, keys in sorted(uses.items())}
        return Document(channel, "notice", KEY, locale, head["title"], periods, told_in, ("notice", KEY))

    def _can_be_told(self, notice: Notice) -> bool:
        before = len(self.problems)
        for setting in self.snapshot.locales:
            for channel in channels_on(self.snapshot.opened):
                self._shown(notice, channel, setting)
        return len(self.problems) == before

    def _shown(self, notice: Notice, channel: str, setting: LocaleSetting) -> list[NoticePeriod]:
        """From each instant on at which it reads otherwise."""
        found = shown_text(notice, channel, setting)
        if found is None:
            return []
        shown_in, markup = found
        named = (notice.key, notice.starts, setting.code, shown_in, markup)
        if named not in self._rendered:
            instants = [notice.starts, *self._switches(notice, markup)]
            ends = [*instants[1:], notice.ends]
            self._rendered[named] = [
                NoticePeriod(starts, until, *self._told(notice, markup, shown_in, setting.code, starts))
                for starts, until in zip(instants, ends, strict=True)
            ]
        return self._rendered[named]

    def _switches(self, notice: Notice, markup: Markup) -> list[datetime]:
        """While it is shown, each instant at which a fact in this text gets another value."""
        facts = (self.snapshot.facts[key] for key, _ in references(markup) if key in self.snapshot.facts)
        instants = {starts_of(day) for fact in facts for day in switch_days(fact)} - {notice.starts}
        return sorted(each for each in instants if contains((notice.starts, notice.ends), each))

    def _told(
        self, notice: Notice, markup: Markup, shown_in: str, locale: str, at: datetime
    ) -> tuple[orjson.Fragment, dict[str, orjson.Fragment]]:
        renderer = TextRenderer(self.snapshot, self.book, ("notice", notice.key), locale, civil_day(at))
        html, plain, keys = renderer.text(markup, "text")
        spoken = renderer.spoken(markup)
        if shown_in == locale:  # what falls back is looked at in its own language
            problems = [*renderer.problems, *chain.from_iterable(renderer.untold.values())]
            self.problems += [problem for problem in problems if problem not in self.problems]
        entry = {
            "key": notice.key,
            "severity": notice.severity,
            "title": pick(notice.title, shown_in),
            "contentLocale": shown_in,
            "scope": {"kind": notice.scope, "keys": sorted(notice.targets)},
            "html": html,
            "plain": plain,
            "spoken": spoken,
            "href": pick(notice.url, shown_in) or None,
            "from": instant_text(notice.starts),
            "until": instant_text(notice.ends) if notice.ends else None,
            "facts": list(keys),
        }
        facts = {key: found.body for key in keys if (found := renderer.told(key))}
        return orjson.Fragment(canonical.dumps(entry)), facts


def _sweep(shown: list[NoticePeriod]) -> Iterator[tuple[datetime | None, list[NoticePeriod]]]:
    """What is shown together, from the beginning and from each instant at which that changes; in the given order."""
    instants = sorted({each.starts for each in shown} | {each.ends for each in shown if each.ends})
    together: list[list[NoticePeriod]] = [[] for _ in instants]
    for each in shown:
        until = bisect_left(instants, each.ends) if each.ends else len(instants)
        for place in range(bisect_left(instants, each.starts), until):
            together[place].append(each)
    yield None, []
    yield from zip(instants, together, strict=True)


def _body(head: Json, shown: Iterable[NoticePeriod]) -> bytes:
    facts = {key: body for each in shown for key, body in each.facts.items()}
    return canonical.dumps({**head, "facts": facts, "notices": [each.body for each in shown]})
