"""Kinds of facts, as `openapi.json` describes them: so that another kind is no change here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

OPENAPI = Path(__file__).resolve().parents[3] / "openapi.json"


def place_of(kind: str) -> int:
    """In the order in which people ask; a kind that is newer than this client comes last."""
    kinds = _described()["enum"]
    return kinds.index(kind) if kind in kinds else len(kinds)


def answers_costs(kind: str) -> bool:
    return _entry(kind).get("answers") == "costs"


def attribute_members(kind: str) -> Sequence[Sequence[str]]:
    """The members of its value that make the `value` of its mark: the first of these groups that is filled."""
    return _entry(kind).get("attribute", ())


def _entry(kind: str) -> Mapping[str, Any]:
    return _described()["x-kinds"].get(kind, {})


@cache
def _described() -> Mapping[str, Any]:
    return json.loads(OPENAPI.read_text("utf-8"))["components"]["schemas"]["FactKind"]
