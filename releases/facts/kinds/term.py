"""A term: how long something takes, before or after an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import Literal, NamedTuple

from languages.registry import wording_of
from languages.wording import Wording
from releases.facts.forms import duration_forms, machine_clock, machine_duration
from releases.facts.kind import Json, Kind
from releases.facts.spoken import spoken_moment, written_moment
from releases.facts.values import Duration, Fact, LocaleText, Value
from releases.facts.wording import Forms, pick

TermRole = Literal["apply", "decide", "produce", "collect", "object"]
Bound = Literal["within", "exact", "earliest", "lasting"]
# What people must do, or may do, within the term; the other roles are how long we take.
DEADLINES = frozenset({"apply", "collect", "object"})
NEXT_DAY = Duration(1, "workingDay")


@dataclass(frozen=True)
class Term(Value):
    """A lead time. `event` says what starts it ("na uw aanvraag"); `cut_off` is local time in Amsterdam.

    `bound`: at most so long, exactly, not earlier, or all that time; None follows from the role.
    """

    duration: Duration
    role: TermRole
    direction: Literal["after", "before"] = "after"
    event: LocaleText = field(default_factory=dict)
    basis: Literal["legal", "service"] = "service"
    cut_off: time | None = None
    ready_from: time | None = None
    extension: Duration | None = None
    exceeded: LocaleText = field(default_factory=dict)
    bound: Bound | None = None


class _Voice(NamedTuple):
    """How moments and durations are worded: written or spoken."""

    moment: Callable[[time, str], str]
    duration: Callable[[Forms], str]


WRITTEN = _Voice(written_moment, lambda forms: forms.text)
SPOKEN = _Voice(spoken_moment, lambda forms: forms.spoken)


def bound_of(term: Term) -> Bound:
    """What is made ready is so after its term; every other term is a limit."""
    return term.bound or ("exact" if term.role == "produce" else "within")


def term_detail(term: Term, locale: str, voice: _Voice = WRITTEN) -> str:
    """Read right after the duration: "1 werkdag" + "na uw aanvraag, klaar vanaf …"; empty when there is no more."""
    return ", ".join(filter(None, (_event(term, locale), *_particulars(term, locale, voice))))


def _event(term: Term, locale: str) -> str:
    words, event = wording_of(locale), pick(term.event, locale)
    if not event:
        return ""
    if bound_of(term) == "lasting" and term.direction == "after":
        return words.bounds["since"].format(event=event)
    return (words.after if term.direction == "after" else words.before).format(event=event)


def _particulars(term: Term, locale: str, voice: _Voice) -> Iterator[str]:
    words = wording_of(locale)
    if moments := " ".join(_moments(term, words, locale, voice)):
        yield moments
    if term.extension:
        yield words.extension.format(duration=voice.duration(duration_forms(term.extension, locale)))


def _moments(term: Term, words: Wording, locale: str, voice: _Voice) -> Iterator[str]:
    if term.ready_from:
        ready = words.ready_next_day if term.duration == NEXT_DAY else words.ready_from
        yield ready.format(time=voice.moment(term.ready_from, locale))
    if term.cut_off:
        yield words.cut_off.format(time=voice.moment(term.cut_off, locale))


def _measured(term: Term, locale: str, forms: Forms) -> Forms:
    """ "binnen 6 weken na de datum van het besluit", "uiterlijk 3 weken voor de rommelmarkt", "na 5 werkdagen"."""
    event, template = _event(term, locale), wording_of(locale).bounds.get(_bound(term, locale), "{term}")
    told = Forms(*(template.format(term=f"{form} {event}" if event else form) for form in forms))
    written, said = (_after_comma(_particulars(term, locale, voice)) for voice in (WRITTEN, SPOKEN))
    return told.followed_by(written, said)


def _bound(term: Term, locale: str) -> str:
    """The words around the duration; none for a day, nor where the event already says that it counts exactly."""
    bound, event = bound_of(term), pick(term.event, locale)
    if term.duration.quantity == 0 or (event and bound in ("exact", "lasting")):
        return ""
    if bound == "within":
        return "before" if term.direction == "before" else "within" if event else "atMost"
    return bound


def _after_comma(particulars: Iterable[str]) -> str:
    return "".join(f", {each}" for each in particulars)


def _predicate(term: Term, fact: Fact, locale: str, measured: Forms) -> Forms:
    """A deadline with its event, how long something takes without."""
    predicates, bound = wording_of(locale).predicates, bound_of(term)
    if term.role in DEADLINES and bound != "lasting":
        can = term.role == "object" or bound == "earliest"
        return measured.within(predicates["can" if can else "must"])
    forms = duration_forms(term.duration, locale)
    if term.duration.quantity == 0:
        return forms.within(predicates["sameDay"])
    return forms.within(predicates["takesAtMost" if bound == "within" else "takes"])


def _machine(value: Term, locale: str) -> Json:
    return machine_duration(value.duration) | {
        "role": value.role,
        "direction": value.direction,
        "bound": bound_of(value),
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
    measured=_measured,
    predicate=_predicate,
    attribute=(("quantity", "unit"),),
    section=lambda value: "duration",
    table="terms",
    in_short=True,
    answers="duration",
)
