"""The Dutch public holidays on which a government counter is closed."""

from __future__ import annotations

from collections.abc import Iterable

import holidays

from releases.facts.opening_hours import Holiday

# A public holiday by name only: banks close, counters do not.
GOOD_FRIDAY = "Goede vrijdag"


def dutch_holidays(years: Iterable[int], *, good_friday: bool = False) -> tuple[Holiday, ...]:
    """In order of date, with Dutch and English names; Liberation Day once in five years, as the law has it."""
    wanted = sorted(set(years))
    dutch = holidays.country_holidays("NL", years=wanted, language="nl")
    english = holidays.country_holidays("NL", years=wanted, language="en_US")
    return tuple(
        Holiday(day, {"nl": name, "en": english[day]})
        for day, name in sorted(dutch.items())
        if good_friday or name != GOOD_FRIDAY
    )
