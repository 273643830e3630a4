"""A statement: a condition, a thing to bring or a step, told in the same words everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from releases.facts.kind import Kind
from releases.facts.values import LocaleText, Value
from releases.facts.wording import Forms, pick

StatementRole = Literal["condition", "bring", "step"]
SECTIONS: Mapping[StatementRole, str] = {"condition": "conditions", "bring": "bring", "step": "steps"}


@dataclass(frozen=True)
class Statement(Value):
    """A rule in words; `short` is for the desk and the phone and may be empty."""

    text: LocaleText
    short: LocaleText = field(default_factory=dict)
    role: StatementRole = "condition"


def statement_forms(statement: Statement, locale: str) -> Forms:
    text = pick(statement.text, locale)
    return Forms(text, text, pick(statement.short, locale) or text)


KIND: Kind[Statement] = Kind(
    name="statement",
    forms=lambda value, locale, label: statement_forms(value, locale),
    machine=lambda value, locale: {"text": pick(value.text, locale), "short": pick(value.short, locale)},
    section=lambda value: SECTIONS[value.role],
    speaks_for_itself=True,
    is_prose=True,
)
