"""Contact moments: when the municipality writes to someone, what the mail engine fills in, and which texts it tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LocaleText = Mapping[str, str]
MergeFieldKind = Literal["text", "date", "money", "reference", "link", "yesNo", "choice"]
CaseOperator = Literal["is", "isNot", "filled", "empty"]
COMPARING: tuple[CaseOperator, ...] = ("is", "isNot")


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


@dataclass(frozen=True)
class CaseCondition:
    """On the value of merge field `field` in one case; `value` is one of its choices, for `is` and `isNot` alone."""

    field: str
    operator: CaseOperator
    value: str = ""

    @property
    def name(self) -> str:
        """As template languages take it. No merge field has an underscore in its name, so the two never meet."""
        return "_".join(filter(None, (self.field, self.operator, identifier(self.value))))


def identifier(words: str) -> str:
    """In ASCII letters, digits and underscores; "" when there is nothing of the kind."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
