"""What a document tells: the facts that its members name, and the marks in its HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from releases.marks import Mark, marks_in

KEY, KEYS, HTML = frozenset({"fact", "hours", "contact"}), frozenset({"facts", "hours"}), frozenset({"html", "letter"})
NAMES = KEY | KEYS | HTML
NESTED = frozenset({dict, list})


class Contents(NamedTuple):
    """The keys of all facts told, and the marks, each once."""

    keys: set[str]
    marks: dict[Mark, None]


def contents_of(document: Mapping[str, Any]) -> Contents:
    """Of all members but `facts` itself: texts, tables, routes and steps."""
    found = Contents(set(), {})
    for name, member in document.items():
        if name != "facts":
            _collect(name, member, found)
    found.keys.update(mark.key for mark in found.marks)
    return found


def _collect(name: str, member: object, found: Contents) -> None:
    if isinstance(member, dict):
        for inner, value in member.items():
            if inner in NAMES or (value and type(value) in NESTED):
                _collect(inner, value, found)
    elif isinstance(member, list):
        if name in KEYS:
            found.keys.update(member)
        else:
            for value in member:
                _collect(name, value, found)
    elif isinstance(member, str):
        if name in KEY:
            found.keys.add(member)
        elif name in HTML:
            found.marks.update(dict.fromkeys(marks_in(member)))
