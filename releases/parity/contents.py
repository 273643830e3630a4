"""Contents of a document for parity: the facts that its members name, and the marks in its HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import Any, NamedTuple

from releases.parity.marks import Mark, marks_in

KEY, KEYS, HTML = frozenset({"fact", "hours", "contact"}), frozenset({"facts", "hours"}), frozenset({"html", "letter"})


class Contents(NamedTuple):
    """The keys of all facts told, and the marks, each once."""

    keys: set[str]
    marks: dict[Mark, None]


def contents_of(document: Mapping[str, Any]) -> Contents:
    """Of all members but `facts` itself: texts, tables, routes and steps."""
    found = Contents(set(), {})
    _collect(((name, member) for name, member in document.items() if name != "facts"), found)
    found.keys.update(mark.key for mark in found.marks)
    return found


def _collect(members: Iterable[tuple[str, object]], found: Contents) -> None:
    for name, member in members:
        if isinstance(member, str):
            if name in KEY:
                found.keys.add(member)
            elif name in HTML:
                found.marks.update(dict.fromkeys(marks_in(member)))
        elif isinstance(member, dict):
            _collect(member.items(), found)
        elif isinstance(member, list):
            if name in KEYS:
                found.keys.update(member)
            elif member:
                _collect(zip(repeat(name), member), found)
