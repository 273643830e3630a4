"""Opening hours, from a fixture's short form `{walkIn: {mon-fri: "09:00-12:00"}}` to one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from django.db.models import Model

from products.models.choices import Access, Repeats
from products.models.fact_kind import EditorialKind, Entry, Fields
from products.models.hours import NewWeek, OpeningHoursFact
from products.models.hours_differences import HoursException, RecurringRule, Season
from products.models.hours_panels import HOURS_PANELS
from products.models.location import Location
from products.models.records import Record, Rows, keys_by_id, locale_text
from releases.facts import opening_hours as values
from releases.facts.holidays_nl import dutch_holidays
from releases.facts.values import DatedValue, Fact

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class HoursRows:
    """All rows of these opening hours; holidays to the end of the year `horizon`, and of the year before."""

    def __init__(self, facts: Sequence[Record], horizon: int) -> None:
        self._horizon = horizon
        own = ("pattern", "new_weeks", "rules", "seasons", "closures", "exceptions")
        self._own = {relation: Rows(OpeningHoursFact, relation, facts) for relation in own}
        self._week_pattern = self._within("new_weeks", NewWeek, "pattern", facts)
        self._rule_times = self._within("rules", RecurringRule, "times", facts)
        self._season_pattern = self._within("seasons", Season, "pattern", facts)
        self._times = self._within("exceptions", HoursException, "times", facts)

    def values(self, fact: Record, locations: Mapping[int | None, str]) -> tuple[DatedValue, ...]:
        """One for each usual week, from its first day until that of the next."""
        value = self._value(fact, locations)
        new = sorted(self._own["new_weeks"].of(fact), key=lambda week: week.valid_from)
        if not new:
            return (DatedValue(value),)
        later = (values.UsualWeek(week.valid_from, _pattern(self._week_pattern.of(week))) for week in new)
        weeks = (values.UsualWeek(None, value.pattern), *later)
        ends = (*(week.valid_from for week in new), None)
        return tuple(
            DatedValue(replace(value, pattern=week.pattern, weeks=weeks), week.valid_from, end)
            for week, end in zip(weeks, ends, strict=True)
        )

    def _value(self, fact: Record, locations: Mapping[int | None, str]) -> values.OpeningHours:
        own = {relation: rows.of(fact) for relation, rows in self._own.items()}
        return values.OpeningHours(
            channel=fact.channel,
            location=locations.get(fact.location_id),
            pattern=_pattern(own["pattern"]),
            seasons=tuple(sorted(map(self._season, own["seasons"]), key=lambda season: season.first)),
            exceptions=tuple(sorted(map(self._exception, own["exceptions"]), key=lambda one: one.day)),
            holidays=holidays(self._horizon, fact.closed_on_good_friday) if fact.closed_on_holidays else (),
            always_open=fact.always_open,
            when_closed=locale_text(fact, "when_closed"),
            rules=tuple(map(self._rule, own["rules"])),
            closures=tuple(sorted(map(_closure, own["closures"]), key=lambda closure: closure.first)),
        )

    def _season(self, season: Record) -> values.Season:
        pattern = _pattern(self._season_pattern.of(season))
        return values.Season(season.first, season.last, locale_text(season, "label"), pattern, season.replaces_week)

    def _rule(self, rule: Record) -> values.RecurringRule:
        label, times = locale_text(rule, "label"), _times(self._rule_times.of(rule))
        if rule.repeats == Repeats.YEARLY:
            return values.RecurringRule(label, times, None, None, rule.month, rule.day, rule.first, rule.last)
        return values.RecurringRule(label, times, rule.repeats, rule.weekday, None, None, rule.first, rule.last)

    def _exception(self, exception: Record) -> values.DatedException:
        return values.DatedException(exception.day, locale_text(exception, "reason"), _times(self._times.of(exception)))

    def _within(self, relation: str, model: type[Model], rows: str, facts: Sequence[Record]) -> Rows:
        return Rows(model, rows, [row for fact in facts for row in self._own[relation].of(fact)])


@lru_cache
def holidays(horizon: int, with_good_friday: bool) -> tuple[values.Holiday, ...]:
    return dutch_holidays((horizon - 1, horizon), good_friday=with_good_friday) if horizon else ()


def _pattern(rows: Iterable[Record]) -> tuple[values.OpenPeriod, ...]:
    slots = sorted((row.weekday, row.opens, row.closes, row.access) for row in rows)
    return tuple(values.OpenPeriod(*slot) for slot in slots)


def _times(rows: Iterable[Record]) -> values.Times:
    return tuple(sorted((row.opens, row.closes, row.access) for row in rows))


def _closure(row: Record) -> values.Closure:
    return values.Closure(row.first, row.last, locale_text(row, "reason"))


def _read(facts: Sequence[Record], horizon: int) -> Iterator[Fact]:
    rows, locations = HoursRows(facts, horizon), keys_by_id(Location, (fact.location_id for fact in facts))
    for fact in facts:
        yield Fact(fact.key, OpeningHoursFact.kind, locale_text(fact, "label"), rows.values(fact, locations))


def _fields(entry: Entry, place: int) -> Fields:
    return {
        "channel": entry["channel"],
        "location": entry.get("location"),
        "always_open": entry.get("always_open", False),
        "closed_on_good_friday": entry.get("good_friday", False),
        "when_closed": entry.get("when_closed"),
        "pattern": _weekly(entry.get("pattern", {})),
        "new_weeks": [
            {"valid_from": week["from"], "pattern": _weekly(week["pattern"])} for week in entry.get("weeks", ())
        ],
        "rules": [_rule(rule) for rule in entry.get("rules", ())],
        "seasons": [_season(season) for season in entry.get("seasons", ())],
        "closures": [dict(closure) for closure in entry.get("closures", ())],
        "exceptions": [_exception(exception) for exception in entry.get("exceptions", ())],
    }


def _weekly(pattern: Entry) -> list[Fields]:
    """Two spans on one day are two entries, such as `mon-fri` and `thu`."""
    return [
        {"weekday": weekday, "access": access, **_span(times)}
        for access, days in pattern.items()
        for named, times in days.items()
        for weekday in _weekdays(named)
    ]


def _weekdays(named: str) -> range:
    """`mon-fri` is 1 to 5, `thu` is 4."""
    first, _, last = named.partition("-")
    return range(DAYS.index(first) + 1, DAYS.index(last or first) + 2)


def _span(times: str) -> Fields:
    opens, _, closes = times.partition("-")
    return {"opens": opens, "closes": "00:00" if closes == "24:00" else closes}


def _season(season: Entry) -> Fields:
    named = ("first", "last", "label", "replaces_week")
    return {name: season[name] for name in named if name in season} | {"pattern": _weekly(season["pattern"])}


def _rule(rule: Entry) -> Fields:
    """`on: first sat`, `on: even tue`, or for each year `on: 12-24`."""
    said = {name: rule[name] for name in ("label", "first", "last") if name in rule} | {"times": _named_times(rule)}
    repeats, _, weekday = rule["on"].partition(" ")
    if weekday:
        return said | {"repeats": repeats, "weekday": DAYS.index(weekday) + 1}
    month, _, day = repeats.partition("-")
    return said | {"repeats": Repeats.YEARLY, "month": int(month), "day": int(day)}


def _exception(exception: Entry) -> Fields:
    return {"day": exception["day"], "reason": exception.get("reason"), "times": _named_times(exception)}


def _named_times(entry: Entry) -> list[Fields]:
    return [{"access": access, **_span(entry[access])} for access in Access.values if access in entry]


KIND = EditorialKind(
    model=OpeningHoursFact,
    icon="calendar",
    panels=HOURS_PANELS,
    read=_read,
    group="openingHours",
    fields=_fields,
)
