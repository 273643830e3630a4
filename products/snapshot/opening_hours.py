"""Opening hours, from the editors' rows to one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from products.models import HoursException, OpeningHoursFact, Season
from products.snapshot.records import Record, Rows, locale_text
from releases.facts import opening_hours as values
from releases.facts.holidays_nl import dutch_holidays

NO_HOLIDAYS = 0


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
