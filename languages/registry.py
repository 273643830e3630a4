"""The entry of each language: the modules and word lists in its folder, each of which it may do without."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import languages
from languages.analysis import Analysis
from languages.questions import Questions
from languages.speech import DIGITS, Speech
from languages.wording import Wording

# The language in which the municipality decides and every text exists; what another one lacks is told in this one.
SOURCE_LOCALE = "nl"


@cache
def codes() -> tuple[str, ...]:
    """The languages that have a folder, the source first."""
    found = (folder.name for folder in iter_modules(languages.__path__) if folder.ispkg)
    return tuple(sorted(found, key=lambda code: (code != SOURCE_LOCALE, code)))


def language_in(locale: str) -> str:
    """The language of a locale, such as "en" of "en-GB"."""
    return locale.partition("-")[0]


@cache
def wording_of(locale: str) -> Wording:
    """The words of the source language when it has none."""
    wording: Wording | None = _entry(locale, "wording")
    return wording or wording_of(SOURCE_LOCALE)


@cache
def speech_of(locale: str) -> Speech:
    """Digits when it has no words for numbers; the source's own when it has no words at all."""
    speech: Speech | None = _entry(locale, "speech")
    if speech is None and _entry(locale, "wording") is None and locale != SOURCE_LOCALE:
        return speech_of(SOURCE_LOCALE)
    return speech or DIGITS


@cache
def analysis_of(locale: str) -> Analysis:
    """Comparing word for word when it has none."""
    analysis: Analysis | None = _entry(locale, "analysis")
    return analysis or Analysis(language_in(locale))


@cache
def questions_of(locale: str) -> Questions:
    """None of its own words around a question when it has none, so that more questions get no direct answer."""
    questions: Questions | None = _entry(locale, "questions")
    return questions or Questions()


@cache
def lines_of(locale: str, name: str) -> tuple[str, ...]:
    """The lines of a word list, without comments; none when it has no such list."""
    folders = (Path(path) / language_in(locale) for path in languages.__path__)
    path = next((file for folder in folders if (file := folder / f"{name}.txt").is_file()), None)
    lines = path.read_text("utf-8").splitlines() if path else []
    return tuple(line for line in lines if line and not line.startswith("#"))


def _entry(locale: str, part: str) -> Any:
    code = language_in(locale)
    name = f"languages.{code}.{part}"
    if code not in codes() or find_spec(name) is None:
        return None
    return getattr(import_module(name), part.upper())
