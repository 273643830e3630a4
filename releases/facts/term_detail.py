"""What a term adds to its bare duration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from releases.facts.forms import duration_forms
from releases.facts.opening_text import written_clock
from releases.facts.values import Duration, Term
from releases.facts.wording import Wording, pick, wording

NEXT_DAY = Duration(1, "workingDay")


def term_detail(term: Term, locale: str) -> str:
    """Read right after the duration: "1 werkdag" + "na uw aanvraag, klaar vanaf …"; empty when there is no more."""
    return ", ".join(_parts(term, locale))


def _parts(term: Term, locale: str) -> Iterator[str]:
    words = wording(locale)
    if event := pick(term.event, locale):
        yield (words.after if term.direction == "after" else words.before).format(event=event)
    if moments := " ".join(_moments(term, words, locale)):
        yield moments
    if term.extension:
        yield words.extension.format(duration=duration_forms(term.extension, locale).text)


def _moments(term: Term, words: Wording, locale: str) -> Iterator[str]:
    if term.ready_from:
        ready = words.ready_next_day if term.duration == NEXT_DAY else words.ready_from
        yield _at(ready, term.ready_from, locale)
    if term.cut_off:
        yield _at(words.cut_off, term.cut_off, locale)


def _at(template: str, moment: time, locale: str) -> str:
    return template.format(time=written_clock(moment, locale))
