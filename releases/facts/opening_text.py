"""The usual week of opening hours in one readable line: days with the same times together."""

from __future__ import annotations

from releases.facts.hours_voice import voices
from releases.facts.opening_hours import OpeningHours
from releases.facts.wording import Forms


def opening_forms(hours: OpeningHours, locale: str) -> Forms:
    """Such as "maandag tot en met vrijdag van 9.00 tot 17.00 uur (zonder afspraak)"."""
    written, said = voices(hours, locale)
    if hours.always_open:
        return Forms(written.words.always_open, written.words.always_open, said.words.always_open)
    text = written.week(hours.pattern)
    return Forms(text, text, said.week(hours.pattern))
