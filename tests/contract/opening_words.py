"""The words of opening hours that clients need, from the hub's languages; `python -m tests.contract.opening_words` writes
them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import time
from pathlib import Path
from typing import Any

from babel.dates import get_month_names

from languages.registry import speech_of, wording_of
from tests.contract.schemas import CONTRACT

LOCALES = ("nl", "en", "de")
PYTHON = CONTRACT / "clients" / "shared" / "facts" / "opening_words"
TYPESCRIPT = CONTRACT / "sync" / "typescript" / "src" / "opening-words.ts"
HALF_PAST = 30


def words(locale: str) -> dict[str, Any]:
    told, speech = wording_of(locale), speech_of(locale)
    assert speech.clock is not None
    return {
        **{
            _camel(field.name): getattr(told.opening, field.name)
            for field in fields(told.opening)
            if field.name != "reopens"
        },
        "day": "{weekday}, {day}. {month}" if locale == "de" else "{weekday} {day} {month}",
        "always": told.always_open,
        "closed": told.closed,
        "conjunction": told.conjunction,
        "through": told.through,
        "access": dict(told.access),
        "clock": told.clock.replace(":02", ""),
        "span": told.hours,
        "spokenSpan": told.spoken_hours,
        "weekdays": list(told.weekdays),
        "months": [get_month_names("wide", locale=locale)[month] for month in range(1, 13)],
        "spokenDays": [speech.day(day) for day in range(1, 32)],
        "spokenHours": [speech.clock(time(hour)) for hour in range(24)],
        "spokenTimes": [_template(hour, speech.clock(time(hour, HALF_PAST)), locale) for hour in range(24)],
        "spokenMinutes": [_minutes(minute, locale) for minute in range(60)],
    }


def _template(hour: int, said: str, locale: str) -> str:
    return said.replace(f" {speech_of(locale).number(HALF_PAST)}", " {minutes}")


def _minutes(minute: int, locale: str) -> str:
    """What a voice says of the minutes of nine o'clock."""
    said = speech_of(locale).clock
    assert said is not None
    before, _, after = _template(9, said(time(9, HALF_PAST)), locale).partition("{minutes}")
    return said(time(9, minute)).removeprefix(before).removesuffix(after) if minute else ""


def files() -> Iterator[tuple[Path, str]]:
    made = {locale: words(locale) for locale in LOCALES}
    for locale, told in made.items():
        yield PYTHON / f"{locale}.json", json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    body = "\n".join(f'  "{locale}": {{\n{_lines(told)}\n  }},' for locale, told in made.items())
    about = "/** The words of opening hours, by language; another one may be added. */"
    yield TYPESCRIPT, f"{about}\n\nexport const OPENING_WORDS = {{\n{body}\n}};\n"


def _lines(told: dict[str, Any]) -> str:
    return "\n".join(f'    "{name}": {json.dumps(each, ensure_ascii=False)},' for name, each in told.items())


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


if __name__ == "__main__":
    for path, text in files():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
