"""A term: how long something takes, before or after an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import Literal

from languages.registry import wording_of
from languages.wording import Wording
from releases.facts.forms import duration_forms, machine_clock, machine_duration
from releases.facts.kind import Json, Kind
from releases.facts.spoken import written_clock
from releases.facts.values import Duration, LocaleText, Value
from releases.facts.wording import pick

TermRole = Literal["apply", "decide", "produce", "collect", "object"]
NEXT_DAY = Duration(1, "workingDay")


@dataclass(frozen=True)
class Term(Value):
    """A lead time. `event` says what starts it ("na uw aanvraag"); `cut_off` is local time in Amsterdam."""

    duration: Duration
    role: TermRole
    direction: Literal["after", "before"] = "after"
    event: LocaleText = field(default_factory=dict)
    basis: Literal["legal", "service"] = "service"
    cut_off: time | None = None
    ready_from: time | None = None
    extension: Duration | None = None
    exceeded: LocaleText = field(default_factory=dict)


def term_detail(term: Term, locale: str) -> str:
    """Read right after the duration: "1 werkdag" + "na uw aanvraag, klaar vanaf …"; empty when there is no more."""
    return ", ".join(_parts(term, locale))


def _parts(term: Term, locale: str) -> Iterator[str]:
    words = wording_of(locale)
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


def _machine(value: Term, locale: str) -> Json:
    return machine_duration(value.duration) | {
        "role": value.role,
        "direction": value.direction,
        "event": pick(value.event, locale),
        "basis": value.basis,
        "cutOff": machine_clock(value.cut_off),
        "readyFrom": machine_clock(value.ready_from),
        "extension": machine_duration(value.extension) if value.extension else None,
        "exceeded": pick(value.exceeded, locale),
        "detail": term_detail(value, locale),
    }


KIND: Kind[Term] = Kind(
    name="term",
    forms=lambda value, locale, label: duration_forms(value.duration, locale),
    machine=_machine,
    attribute=(("quantity", "unit"),),
    section=lambda value: "duration",
    table="terms",
    in_short=True,
    answers="duration",
)
