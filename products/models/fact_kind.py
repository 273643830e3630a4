"""A kind of fact as editors know it: its model, its screen, and how its values come in and go out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column

from products.models.dated import DatedValue
from products.models.fact import Fact
from products.models.records import Record
from releases.facts import values

Entry = Mapping[str, Any]
Fields = dict[str, Any]


class FactValueError(ValueError):
    """The fact or the value is not one that can be set like this; the message says what is."""


@dataclass(frozen=True, kw_only=True)
class EditorialKind:
    """One entry of `products.models.kinds`, under the name that `releases.facts.kinds` gives it."""

    model: type[Fact]
    icon: str
    panels: tuple[Panel, ...]
    # In the list of these facts, beside what all lists show.
    columns: tuple[Column, ...] = ()
    # To releases: from these facts and, for holidays, the year until which.
    read: Callable[[Sequence[Record], int], Iterator[values.Fact]]
    # From fixtures: the name of the group, and the fields of an entry and its place in the tariff that it names.
    group: str
    fields: Callable[[Entry, int], Fields]
    # From a line of text and the row that it changes: None when only the form can change it.
    parse: Callable[[str, DatedValue], Fields] | None = None
    example: str = ""
