"""Mail merge: a message filled in for one case, by the cases of `vectors/messages.json`; no Flask, so copy it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Value = str | bool | None
Values = Mapping[str, Value]
Json = Mapping[str, Any]

FIELD = re.compile(r"\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}")
SECTION = re.compile(r"\{\{#(\w+)\}\}(.*?)\{\{/\1\}\}", re.DOTALL)
# A yes-or-no field that says no has a value, and is empty to a condition.
NOTHING = (None, "")


def is_required(field: Json) -> bool:
    """In a document of a release from before a field could be optional, each is."""
    return bool(field.get("required", True))


def missing(fields: Iterable[Json], values: Values) -> list[str]:
    """The required fields without a value; with any of those a message must not be sent."""
    return [each["name"] for each in fields if is_required(each) and values.get(each["name"]) in NOTHING]


def holds(condition: Json, values: Values) -> bool:
    value = values.get(condition["field"])
    match condition["operator"]:
        case "is":
            return value == condition["value"]
        case "isNot":
            return value != condition["value"]
        case "filled":
            return bool(value)
    return not value


def merge(
    template: str,
    conditions: Iterable[Json],
    values: Values,
    words: Mapping[str, str],
    escape: Callable[[str], str] = str,
) -> str:
    """The texts of this case alone, with `words` for each field: its value as a reader sees it, "" for none."""
    held = {each["name"] for each in conditions if holds(each, values)}
    shown = SECTION.sub(lambda section: section[2] if section[1] in held else "", template)
    return FIELD.sub(lambda field: escape(words[field[1]]) if field[1] in words else field[0], shown).strip()
