"""A duration from a line of text: "5 workingDay"."""

from __future__ import annotations

import re

from products.models.choices import Unit
from products.models.dated import DatedValue
from products.models.fact_kind import FactValueError, Fields

DURATION = re.compile(r"(\d{1,4})\s+([a-zA-Z]+)")


def duration_fields(text: str) -> Fields:
    quantity, unit = text.split()
    return {"quantity": int(quantity), "unit": unit}


def parse_duration(text: str, row: DatedValue) -> Fields:
    match = DURATION.fullmatch(text.strip())
    if not match or match[2] not in Unit.values:
        raise FactValueError(f"'{text}' is not a period; write a number and one of {', '.join(Unit.values)}")
    return duration_fields(match[0])
