"""Days on which a recurring rule of opening hours applies."""

from __future__ import annotations

from datetime import date, timedelta

from releases.core.intervals import contains, end_after
from releases.facts.opening_hours import RecurringRule

WEEK = timedelta(days=7)
NUMBERED = ("first", "second", "third", "fourth")


def applies_on(rule: RecurringRule, day: date) -> bool:
    if not contains((rule.first, end_after(rule.last) if rule.last else None), day):
        return False
    if rule.weeks is None:
        return (rule.month, rule.day) == (day.month, day.day)
    return rule.weekday == day.isoweekday() and _in_weeks(rule.weeks, day)


def _in_weeks(weeks: str, day: date) -> bool:
    if weeks == "last":
        return (day + WEEK).month != day.month
    if weeks in NUMBERED:
        return (day.day - 1) // 7 == NUMBERED.index(weeks)
    return (day.isocalendar().week % 2 == 0) is (weeks == "even")
