"""Contact moments: when the municipality writes to someone, and what the mail engine fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LocaleText = Mapping[str, str]
MergeFieldKind = Literal["text", "date", "money", "reference", "link", "yesNo", "choice"]


@dataclass(frozen=True)
class MergeField:
    """`example` is as mail engines get the value: a date as 2026-12-31, an amount as 12.50, yes as true."""

    name: str
    kind: MergeFieldKind
    label: LocaleText
    required: bool = True
    choices: tuple[str, ...] = ()
    example: LocaleText = field(default_factory=dict)


@dataclass(frozen=True)
class ContactMoment:
    key: str
    label: LocaleText
    merge_fields: tuple[MergeField, ...] = ()
