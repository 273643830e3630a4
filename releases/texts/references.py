"""Finds the references to facts in source markup."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple, cast

Aspect = Literal["value", "full", "predicate", "next", "nextDate", "article"]
ASPECTS: tuple[Aspect, ...] = ("value", "full", "predicate", "next", "nextDate", "article")
EMBED = re.compile(r"""<embed\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([^\s"'=>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


class Reference(NamedTuple):
    key: str
    aspect: Aspect = "value"


@lru_cache(maxsize=65536)
def references(markup: str) -> tuple[Reference, ...]:
    """In order of appearance, each as often as it stands there; also in text that no channel could show."""
    found = map(_attributes, EMBED.findall(markup))
    return tuple(
        Reference(embed["key"], cast(Aspect, embed.get("aspect") or "value"))
        for embed in found
        if embed.get("embedtype") == "fact" and embed.get("key")
    )


def _attributes(written: str) -> dict[str, str]:
    return {name.lower(): unescape("".join(values)) for name, *values in ATTRIBUTE.findall(written)}
