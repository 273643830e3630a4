"""Opening hours, from a fixture's short form `{walkIn: {mon-fri: "09:00-12:00"}}` to one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from products.models.choices import Access
from products.models.fact_kind import EditorialKind, Entry, Fields
from products.models.hours import HoursException, OpeningHoursFact, Season
from products.models.location import Location
from products.models.records import Record, Rows, keys_by_id, locale_text
from products.models.row_forms import RowsPanel
from releases.facts import opening_hours as values
from releases.facts.holidays_nl import dutch_holidays
from releases.facts.values import DatedValue, Fact

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class HoursRows:
    """All rows of these opening hours; holidays to the end of the year `horizon`, and of the year before."""

    def __init__(self, facts: Sequence[Record], horizon: int) -> None:
        self._horizon = horizon
        self._pattern = Rows(OpeningHoursFact, "pattern", facts)
        self._seasons = Rows(OpeningHoursFact, "seasons", facts)
        self._exceptions = Rows(OpeningHoursFact, "exceptions", facts)
        seasons = [season for fact in facts for season in self._seasons.of(fact)]
        exceptions = [exception for fact in facts for exception in self._exceptions.of(fact)]
        self._season_pattern = Rows(Season, "pattern", seasons)
        self._times = Rows(HoursException, "times", exceptions)

    def value(self, fact: Record, locations: Mapping[int | None, str]) -> values.OpeningHours:
        return values.OpeningHours(
            channel=fact.channel,
            location=locations.get(fact.location_id),
            pattern=_pattern(self._pattern.of(fact)),
            seasons=tuple(sorted(map(self._season, self._seasons.of(fact)), key=lambda season: season.first)),
            exceptions=tuple(sorted(map(self._exception, self._exceptions.of(fact)), key=lambda one: one.day)),
            holidays=holidays(self._horizon, fact.closed_on_good_friday) if fact.closed_on_holidays else (),
            always_open=fact.always_open,
            when_closed=locale_text(fact, "when_closed"),
        )

    def _season(self, season: Record) -> values.Season:
        pattern = _pattern(self._season_pattern.of(season))
        return values.Season(season.first, season.last, locale_text(season, "label"), pattern)

    def _exception(self, exception: Record) -> values.DatedException:
        times = sorted((row.opens, row.closes, row.access) for row in self._times.of(exception))
        return values.DatedException(exception.day, locale_text(exception, "reason"), tuple(times))


@lru_cache
def holidays(horizon: int, with_good_friday: bool) -> tuple[values.Holiday, ...]:
    return dutch_holidays((horizon - 1, horizon), good_friday=with_good_friday) if horizon else ()


def _pattern(rows: Iterable[Record]) -> tuple[values.OpenPeriod, ...]:
    slots = sorted((row.weekday, row.opens, row.closes, row.access) for row in rows)
    return tuple(values.OpenPeriod(*slot) for slot in slots)


def _read(facts: Sequence[Record], horizon: int) -> Iterator[Fact]:
    rows, locations = HoursRows(facts, horizon), keys_by_id(Location, (fact.location_id for fact in facts))
    for fact in facts:
        dated = (DatedValue(rows.value(fact, locations)),)
        yield Fact(fact.key, OpeningHoursFact.kind, locale_text(fact, "label"), dated)


def _fields(entry: Entry, place: int) -> Fields:
    return {
        "channel": entry["channel"],
        "location": entry.get("location"),
        "always_open": entry.get("always_open", False),
        "closed_on_good_friday": entry.get("good_friday", False),
        "when_closed": entry.get("when_closed"),
        "pattern": _weekly(entry.get("pattern", {})),
        "seasons": [_season(season) for season in entry.get("seasons", ())],
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
    return {"opens": opens, "closes": closes}


def _season(season: Entry) -> Fields:
    days = {"first": season["first"], "last": season["last"]}
    return days | {"label": season["label"], "pattern": _weekly(season["pattern"])}


def _exception(exception: Entry) -> Fields:
    times = [{"access": access, **_span(exception[access])} for access in Access.values if access in exception]
    return {"day": exception["day"], "reason": exception.get("reason"), "times": times}


def _slot(*first: Panel) -> list[Panel]:
    return [FieldRowPanel([*first, FieldPanel("opens"), FieldPanel("closes"), FieldPanel("access")])]


KIND = EditorialKind(
    model=OpeningHoursFact,
    icon="calendar",
    panels=(
        FieldRowPanel([FieldPanel("channel"), FieldPanel("location"), FieldPanel("always_open")]),
        RowsPanel("pattern", _slot(FieldPanel("weekday")), heading=_("Usual week"), label=_("opening period")),
        RowsPanel(
            "seasons",
            [
                FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
                FieldPanel("label"),
                RowsPanel("pattern", _slot(FieldPanel("weekday")), heading=_("Week"), label=_("opening period")),
            ],
            heading=_("Seasons"),
            label=_("season"),
            help_text=_("Replaces the usual week from the first up to and including the last day."),
        ),
        RowsPanel(
            "exceptions",
            [
                FieldPanel("day"),
                FieldPanel("reason"),
                RowsPanel("times", _slot(), heading=_("Times"), label=_("opening period")),
            ],
            heading=_("Exceptions"),
            label=_("exception"),
            help_text=_("One date that differs. Without times: closed all day."),
        ),
        MultiFieldPanel([FieldPanel("closed_on_holidays"), FieldPanel("closed_on_good_friday")], heading=_("Holidays")),
        FieldPanel("when_closed"),
    ),
    read=_read,
    group="openingHours",
    fields=_fields,
)
