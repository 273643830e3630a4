"""The registry of the editorial side: each of `releases.facts.kinds` has a module of the same name here."""

from __future__ import annotations

import re
from importlib import import_module

from products.models.fact_kind import EditorialKind
from releases.facts.kinds import FACT_KINDS


def _entry(name: str) -> EditorialKind:
    """Of openingHours in `opening_hours`."""
    module = re.sub(r"([A-Z])", r"_\1", name).lower()
    return import_module(f"{__name__}.{module}").KIND


EDITORIAL_KINDS = {name: _entry(name) for name in FACT_KINDS}
