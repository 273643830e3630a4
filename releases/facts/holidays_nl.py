"""The Dutch public holidays on which a government counter is closed."""

from __future__ import annotations

from collections.abc import Iterable

import holidays

from languages.registry import SOURCE_LOCALE, codes, wording_of
from releases.facts.opening_hours import Holiday
from releases.facts.values import LocaleText

# A public holiday by name only: banks close, counters do not.
GOOD_FRIDAY = "Goede vrijdag"
# Between the names of holidays that fall on one day.
AND = "; "


def dutch_holidays(years: Iterable[int], *, good_friday: bool = False) -> tuple[Holiday, ...]:
    """In order of date, with their names in each language; Liberation Day once in five years, as the law has it."""
    found = holidays.country_holidays("NL", years=sorted(set(years)), language=SOURCE_LOCALE)
    return tuple(
        Holiday(day, _names(name)) for day, name in sorted(found.items()) if good_friday or name != GOOD_FRIDAY
    )


def _names(name: str) -> LocaleText:
    """A language that lacks one of them is told the Dutch ones."""
    names = {code: _translated(name, code) for code in codes()}
    return {SOURCE_LOCALE: name} | {code: text for code, text in names.items() if text}


def _translated(name: str, code: str) -> str:
    known = wording_of(code).holidays
    parts = name.split(AND)
    return AND.join(sorted(known[part] for part in parts)) if known.keys() >= set(parts) else ""
