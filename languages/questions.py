"""Words of a question for a fact, beside what it is about: conditions, days, and words that say no more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Condition(NamedTuple):
    """Who says the one means the facts of which the other is told: "kind" those for "jonger dan 18 jaar"."""

    said: re.Pattern[str]
    told: re.Pattern[str]


class NamedDay(NamedTuple):
    """A day of the year by its name: a public holiday, as it is called in the source language, or month and day."""

    said: re.Pattern[str]
    day: str


class Age(NamedTuple):
    """How an age is said, and how those are told for which a fact holds; each with the number of years as a group."""

    said: re.Pattern[str]
    under: re.Pattern[str]
    since: re.Pattern[str]


NO_AGE = Age(*[re.compile(r"(?!)")] * 3)


class PartOfDay(NamedTuple):
    """From one hour until another; `today` when it is said of this very day, such as "tonight"."""

    said: re.Pattern[str]
    since: int
    until: int
    today: bool = False


@dataclass(frozen=True)
class DayWords:
    """`relative`: how many days ahead a word is. Weekdays begin on Monday; patterns are of folded text.

    `span` says that the days between two others are meant.
    """

    weekdays: tuple[re.Pattern[str], ...] = ()
    months: tuple[str, ...] = ()
    relative: Mapping[str, int] = field(default_factory=dict)
    named: tuple[NamedDay, ...] = ()
    parts: tuple[PartOfDay, ...] = ()
    now: frozenset[str] = frozenset()
    weekend: re.Pattern[str] = re.compile(r"(?!)")
    span: re.Pattern[str] = re.compile(r"(?!)")


@dataclass(frozen=True)
class Questions:
    """`around`: words around any request, which ask for nothing by themselves; `optional`: what a title may do without.

    `negating` words make another name of one. `applied`: what one applies for, so that we take how long it takes.
    `either` stands between two names in one title, `calling` asks for the telephone, `free` for what costs nothing,
    `getting` for what one gets instead of pays; `before` and `within` a moment.
    """

    around: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    applied: frozenset[str] = frozenset()
    negating: frozenset[str] = frozenset()
    asking: Mapping[str, frozenset[str]] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    days: DayWords = DayWords()
    either: re.Pattern[str] = re.compile(r"(?!)")
    calling: re.Pattern[str] = re.compile(r"(?!)")
    free: re.Pattern[str] = re.compile(r"(?!)")
    getting: re.Pattern[str] = re.compile(r"(?!)")
    age: Age = NO_AGE
    before: re.Pattern[str] = re.compile(r"(?!)")
    within: re.Pattern[str] = re.compile(r"(?!)")


def conditions(*rows: tuple[str, str]) -> tuple[Condition, ...]:
    """Rows of what is said and what is told, of which both are whole words."""
    return tuple(Condition(_words(said), _words(told)) for said, told in rows)


def named_days(*rows: tuple[str, str]) -> tuple[NamedDay, ...]:
    return tuple(NamedDay(_words(said), day) for said, day in rows)


def parts_of_day(*rows: tuple[str, int, int, bool]) -> tuple[PartOfDay, ...]:
    return tuple(PartOfDay(re.compile(said), since, until, today) for said, since, until, today in rows)


def whole_words(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_words, patterns))


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")
