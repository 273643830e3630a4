"""Sentences by which an open page announces a fact that has changed: its name and what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
LONGEST = 120


def told_facts(document: Document | None, texts: Mapping[str, Any]) -> dict[str, str]:
    """For each fact of the document: "Paspoort (18 jaar en ouder) kost nu € 85,55"."""
    if not document:
        return {}
    costs = {row["fact"] for tariff in document.get("tariffs", ()) for row in tariff["rows"]}
    return {key: _sentence(fact, key in costs, texts["following"]) for key, fact in document["facts"].items()}


def _sentence(fact: Document, is_cost: bool, texts: Mapping[str, str]) -> str:
    name = f"{fact['label']} ({fact['conditions']})" if fact["conditions"] else fact["label"]
    if len(fact["text"]) > LONGEST:
        return texts["changed"].format(name=name)
    is_priced = is_cost and any(map(str.isdigit, fact["text"]))
    return texts["costs" if is_priced else "now"].format(name=name, text=fact["text"])
