"""Site information: what surrounds every page of a channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LocaleText = Mapping[str, str]


@dataclass(frozen=True)
class AccessibilityStatement:
    """By the Dutch legal model; `contact` is the key of a contact fact."""

    status: Literal["A", "B", "C", "D", "E"] = "E"
    revised_on: date | None = None
    register_url: str = ""
    contact: str | None = None
    text: LocaleText = field(default_factory=dict)


@dataclass(frozen=True)
class SiteInformation:
    """What surrounds every page; `top_tasks` are product keys in the editors' order, the others are keys too."""

    organisation: str | None = None
    location: str | None = None
    top_tasks: tuple[str, ...] = ()
    appointment_url: LocaleText = field(default_factory=dict)
    privacy_url: LocaleText = field(default_factory=dict)
    accessibility: AccessibilityStatement = AccessibilityStatement()
