"""Examples of merge fields: from how an editor types them to what a mail engine is given."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from products.date_input import parse_day
from products.money_input import AmbiguousAmount, parse_money

YES, NO = ("ja", "yes", "true"), ("nee", "nein", "no", "false")
NO_EXAMPLE = {
    "date": _("This is no date. Write it as 31-12-2026 or 31 December 2026."),
    "money": _("This is no amount. Write it like 12,50."),
    "link": _("Write a whole address, which begins with https://."),
    "yesNo": _("Write yes or no."),
    "choice": _("This is none of the words above."),
}


def choice_list(lines: str) -> tuple[str, ...]:
    """The words that stand on a line each."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, lines.splitlines()))))


def example_value(kind: str, typed: str, choices: Collection[str] = ()) -> str | None:
    """A date as 2026-12-31, an amount as 12.50, yes as true; None when `typed` is nothing of that kind."""
    match kind:
        case "date":
            day = parse_day(typed)
            return day.isoformat() if day else None
        case "money":
            return _amount(typed)
        case "link":
            return _address(typed)
        case "yesNo":
            return {**dict.fromkeys(YES, "true"), **dict.fromkeys(NO, "false")}.get(typed.strip().lower())
        case "choice":
            return typed if typed in choices else None
    return typed


def _address(typed: str) -> str | None:
    try:
        URLValidator(schemes=["https"])(typed)
    except ValidationError:
        return None
    return typed


def _amount(typed: str) -> str | None:
    try:
        amount = parse_money(typed)
    except AmbiguousAmount:
        return None
    return None if amount is None else str(amount)
